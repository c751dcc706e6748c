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

package io.weir.infrastructure.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.harness.process.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.AssumptionViolatedException;

/**
 * A module of Go as Go's proxy gives it, with all files of its repository; nothing of it is run.
 */
public final class GoModule {
  private static final Duration DOWNLOADING = Duration.ofMinutes(5);

  private GoModule() {}

  /**
   * The folder that it lies in; downloaded on first use.
   *
   * @param name with its version, such as {@code example.com/module@v1.2.3}
   * @throws AssumptionViolatedException if there is no Go, or no such module
   */
  public static Path of(String name) throws IOException, InterruptedException {
    Path scratch = Files.createDirectories(Checkout.cache().resolve("go"));
    String answer =
        Program.onThePath("go")
            .with("GOTOOLCHAIN", "local")
            .with("GOFLAGS", "-mod=mod")
            .run(scratch, DOWNLOADING, List.of("mod", "download", "-json", name))
            .neededFor(name)
            .output();
    JsonNode folder = new ObjectMapper().readTree(answer.substring(answer.indexOf('{'))).get("Dir");
    if (folder == null) {
      throw new AssumptionViolatedException("skipped: " + name + " is not to be had: " + answer);
    }
    return Path.of(folder.asText());
  }
}
