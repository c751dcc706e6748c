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
package io.weir.launcher;

import io.weir.launcher.run.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code weir doctor}. */
@Command(
    name = "doctor",
    description = {
      "Says what this machine has and lacks, one line each.",
      "",
      "Exit code 0: run and test work here; 1: they lack something.",
      ""
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private final Terminal terminal;

  DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Finding> findings = Examination.of(Home.folder(), Home.maven());
    findings.forEach(finding -> terminal.out().println(finding.line()));
    terminal.out().flush();
    return findings.stream().anyMatch(Finding::blocking) ? ExitCode.FAILED : ExitCode.OK;
  }
}
