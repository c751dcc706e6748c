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

import static java.util.Objects.requireNonNull;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is printed is compiled, and fails as what it was printed for. */
public final class PastedTestTest {
  private static final String BEFORE =
      "import io.weir.harness.dofn.*;\nimport org.junit.Test;\npublic class Pasted {\n";
  private static final String AFTER =
      "  private static DoFnSchedules<?, ?> schedules() {\n"
          + "    return PastedTestTest.schedules();\n  }\n}\n";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aPrintedScheduleFailsInTheSameWay() throws Exception {
    ScheduleFailure found = assertThrows(ScheduleFailure.class, schedules()::verify);
    assertThat(pasted(found), is(found.schedule() + " " + found.violation().law()));
  }

  @Test
  public void everyKindOfStepIsPrintedAsItIs() throws Exception {
    Schedule all =
        Schedule.of(
            Step.snapshot(),
            Step.slow(1),
            Step.advance(5_000_000_000L),
            Step.restore(),
            Step.fail(),
            Step.watermark(1_000),
            Step.refuse(2),
            Step.element(1),
            Step.endBundle(),
            Step.element(0));
    ScheduleFailure failure = assertThrows(ScheduleFailure.class, () -> schedules().verify(all));
    assertThat(pasted(failure), is(all + " " + failure.violation().law()));
  }

  /** Its second element is behind the watermark, and what it says would confuse a compiler. */
  public static DoFnSchedules<KV<String, Integer>, Integer> schedules() {
    Coder<KV<String, Integer>> coder = KvCoder.of(StringUtf8Coder.of(), VarIntCoder.of());
    return DoFnSchedules.of(EarlySecondFn::new)
        .input(coder)
        .mainOutput(VarIntCoder.of())
        .elements(
            List.of(
                TimestampedValue.of(KV.of("\\u002a/\n\"}", 1), Instant.ofEpochMilli(1_000)),
                TimestampedValue.of(KV.of("é".repeat(200), 2), Instant.ofEpochMilli(2_000))));
  }

  private String pasted(ScheduleFailure failure) throws Exception {
    Path source = folder.getRoot().toPath().resolve("Pasted.java");
    Files.writeString(source, BEFORE + failure.test() + AFTER);
    compile(source);
    URL[] classes = {folder.getRoot().toURI().toURL()};
    try (URLClassLoader loader =
        new URLClassLoader(classes, PastedTestTest.class.getClassLoader())) {
      Class<?> pasted = loader.loadClass("Pasted");
      Object test = pasted.getDeclaredConstructor().newInstance();
      String name = failure.violation().law().testName;
      InvocationTargetException thrown =
          assertThrows(InvocationTargetException.class, () -> pasted.getMethod(name).invoke(test));
      ScheduleFailure again = (ScheduleFailure) requireNonNull(thrown.getCause());
      return again.schedule() + " " + again.violation().law();
    }
  }

  private void compile(Path source) throws IOException {
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-nowarn",
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                folder.getRoot().getPath(),
                source.toString());
    assertThat(Files.readString(source), failed, is(0));
  }

  private static final class EarlySecondFn extends DoFn<KV<String, Integer>, Integer> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(
        @Element KV<String, Integer> element,
        @Timestamp Instant timestamp,
        OutputReceiver<Integer> output) {
      int value = element.getValue();
      output.outputWithTimestamp(value, value == 2 ? Instant.ofEpochMilli(0) : timestamp);
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // Beam calls it
    public org.joda.time.Duration getAllowedTimestampSkew() {
      return org.joda.time.Duration.millis(Long.MAX_VALUE);
    }
  }
}
