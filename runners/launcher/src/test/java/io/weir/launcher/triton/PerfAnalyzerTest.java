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
package io.weir.launcher.triton;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;
import static org.junit.Assume.assumeNoException;

import java.io.IOException;
import java.time.Duration;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class PerfAnalyzerTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void theRateIsReadByTheNameOfItsColumn() throws IOException {
    String report = "Concurrency,Inferences/Second,Client Send,p50 latency\n4,74520.3,12,3300\n\n";
    assertThat(PerfAnalyzer.rate(report), is(74520.3));
  }

  @Test
  public void aReportWithoutARateIsAFailure() {
    IOException failure =
        assertThrows(IOException.class, () -> PerfAnalyzer.rate("Concurrency,p50 latency\n4,3\n"));
    assertThat(failure.getMessage(), containsString("no rate"));
    assertThrows(IOException.class, () -> PerfAnalyzer.rate(""));
  }

  @Test
  public void countsTheRowsThatARealTritonAnswers() throws Exception {
    PerfAnalyzer analyzer;
    try {
      analyzer = PerfAnalyzer.here(message -> {});
    } catch (TritonUnavailableException | IOException e) {
      assumeNoException("skipped: " + e.getMessage(), e);
      return;
    }
    ModelRepository models =
        ModelRepository.in(temporary.getRoot().toPath()).add("classpath:/fraud/model");
    try (LocalTriton triton = LocalTriton.serving(models).start()) {
      assertThat(
          analyzer.rowsPerSecond(
              triton.grpcEndpoint(), "fraud-default", 64, 2, Duration.ofMillis(200)),
          greaterThan(0.0));
      IOException failure =
          assertThrows(
              IOException.class,
              () ->
                  analyzer.rowsPerSecond(
                      triton.grpcEndpoint(), "nobody", 64, 1, Duration.ofMillis(200)));
      assertThat(failure.getMessage(), containsString("nobody"));
    }
  }
}
