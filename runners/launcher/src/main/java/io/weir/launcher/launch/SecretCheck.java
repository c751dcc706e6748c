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
package io.weir.launcher.launch;

import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.Secrets;
import java.util.List;

/**
 * Refuses options that hold a secret: a runner shows all of them on its page, and keeps them with
 * its job.
 */
final class SecretCheck {
  private SecretCheck() {}

  /**
   * Looks at arguments.
   *
   * @throws InvalidSettingException if one holds a secret: one line, without it
   */
  static void of(List<String> arguments) {
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals > 0
          && Secrets.isHeldBy(argument.substring(0, equals), argument.substring(equals + 1))) {
        throw new InvalidSettingException(
            argument.substring(0, equals)
                + " holds a secret, which the runner would show with the job's options; give a file,"
                + " a role or a reference instead");
      }
    }
  }
}
