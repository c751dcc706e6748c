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
package io.weir.launcher.run;

import org.jspecify.annotations.Nullable;

/**
 * What a command could not do though its settings were right. The message is the one line that its
 * user reads; the exit code is {@link ExitCode#FAILED}.
 */
public final class NotDoneException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  /** Says what, and why. */
  public NotDoneException(String message) {
    super(message);
  }

  /** Says what, and why. */
  public NotDoneException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
