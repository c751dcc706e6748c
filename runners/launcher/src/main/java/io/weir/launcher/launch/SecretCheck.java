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
import java.util.List;
import java.util.regex.Pattern;

/**
 * Refuses options that hold a secret: a runner shows all of them on its page, and keeps them with
 * its job.
 */
final class SecretCheck {
  /** What names a secret itself, not where it lies. */
  private static final String NAME =
      "(password|passwd|secret|api_?key|access_?key|private_?key)"
          + "(?!\\w*(file|path|class|factory|provider|reference|name|arn|id)\\b)\\w*";

  /** One may be escaped within another. */
  private static final String QUOTE = "(?:\\\\?[\"'])?+";

  /** What only says where one lies, or nothing. */
  private static final String REFERENCE =
      "file:|/|\\$\\{|[a-z][a-z0-9+.-]*://|projects/|arn:|[\"'}\\s]|$";

  private static final Pattern NAMED =
      Pattern.compile(
          NAME + "(?:\\s*=|\\\\?[\"']\\s*:)\\s*" + QUOTE + "(?!" + REFERENCE + ")",
          Pattern.CASE_INSENSITIVE);

  /** A name and a password before the host of an address. */
  private static final Pattern ADDRESS =
      Pattern.compile("[a-z][a-z0-9+.-]*://[^/@\\s]+:[^/@\\s]+@");

  private SecretCheck() {}

  /**
   * Looks at arguments.
   *
   * @throws InvalidSettingException if one holds a secret: one line, without it
   */
  static void of(List<String> arguments) {
    for (String argument : arguments) {
      if (NAMED.matcher(argument).find() || ADDRESS.matcher(argument).find()) {
        throw new InvalidSettingException(
            argument.replaceFirst("(?s)=.*", "")
                + " holds a secret, which the runner would show with the job's options; give a file,"
                + " a role or a reference instead");
      }
    }
  }
}
