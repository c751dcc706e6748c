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

package io.weir.infrastructure.kubernetes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.infrastructure.program.GoProgram;
import io.weir.infrastructure.program.Program;
import io.weir.infrastructure.program.ProgramRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.JUnit4;

/**
 * The rules, read by Prometheus' own parser of rule files: expressions, templates and durations.
 */
@RunWith(JUnit4.class)
public final class PrometheusRulesTest {

  @Test
  public void prometheusReadsEveryRule() throws Exception {
    for (Manifest rule : RenderedManifests.of("PrometheusRule")) {
      ProgramRun run = check(rule.tree().path("spec"));
      assertThat(rule + ": " + run.output(), run.exitCode(), is(0));
    }
  }

  @Test
  public void anExpressionThatIsNoneIsRefused() throws Exception {
    Manifest good = RenderedManifests.named("flink_least/prometheus-rule");
    String changed = good.yaml().replace("max(increase(", "max(increase((");
    assertThat(changed, is(not(good.yaml())));
    ProgramRun run = check(Manifest.of("changed", changed).tree().path("spec"));
    assertThat(run.exitCode(), is(not(0)));
    assertThat(run.output(), containsString("parse expression"));
  }

  private static ProgramRun check(JsonNode groups) throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "rules");
    Path file = folder.resolve("rules.json");
    // JSON is YAML.
    Files.writeString(file, new ObjectMapper().writeValueAsString(groups));
    return Program.at(GoProgram.of("rule-check"))
        .run(folder, Duration.ofMinutes(1), List.of(file.toString()));
  }
}
