/*
 * Copyright 2026 The Weir Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except
 * in compliance with the License. You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software distributed under the License
 * is distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express
 * or implied. See the License for the specific language governing permissions and limitations under
 * the License.
 */
package io.weir.harness.dofn;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.Test;

/** The example of the package's manual, word for word. */
public final class ManualExampleTest {
  @Test
  public void theTotalsAreRightInEverySchedule() {
    System.out.println(schedules().schedules(5_000).verify());
  }

  @Test
  public void oneScheduleHasAnOutcome() {
    Outcome<KV<String, Integer>> outcome =
        schedules().run(Schedule.of(Step.element(0), Step.restore(), Step.element(2)));
    assertThat(outcome.values(), contains(KV.of("a", 5), KV.of("a", 8)));
    assertThat(outcome.remainingState(), contains("total of key a"));
  }

  @Test
  public void theManualHoldsThisSpecification() throws IOException {
    String here = "src/test/java/io/weir/harness/dofn/ManualExampleTest.java";
    String manual = "src/main/java/io/weir/harness/dofn/package-info.java";
    String specification = method(Files.readAllLines(Path.of(here)), "  ");
    String printed =
        Files.readAllLines(Path.of(manual)).stream()
            .map(line -> line.replaceFirst("^ \\* ?", ""))
            .collect(Collectors.joining("\n"));
    assertThat(printed, containsString(specification));
  }

  private static DoFnSchedules<KV<String, Integer>, KV<String, Integer>> schedules() {
    Coder<KV<String, Integer>> coder = KvCoder.of(StringUtf8Coder.of(), VarIntCoder.of());
    return DoFnSchedules.of(RunningTotalFn::new)
        .input(coder)
        .mainOutput(coder)
        .elements(
            List.of(
                TimestampedValue.of(KV.of("a", 5), Instant.ofEpochMilli(1_000)),
                TimestampedValue.of(KV.of("b", 7), Instant.ofEpochMilli(2_000)),
                TimestampedValue.of(KV.of("a", 3), Instant.ofEpochMilli(3_000))))
        .inOrderOfKeys()
        .sameOrderOfKeys()
        .stateMayRemain();
  }

  /** From its declaration to the brace that ends it. */
  private static String method(List<String> lines, String indent) {
    int from = 0;
    while (!lines.get(from).startsWith(indent + "private static DoFnSchedules")) {
      from++;
    }
    int to = lines.subList(from, lines.size()).indexOf(indent + "}") + from;
    return String.join("\n", lines.subList(from, to + 1));
  }
}
