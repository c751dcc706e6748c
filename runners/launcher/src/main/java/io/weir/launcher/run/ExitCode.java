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

/** What the process says when it ends. */
public final class ExitCode {
  /** Everything was done. */
  public static final int OK = 0;

  /** Something was not done. */
  public static final int FAILED = 1;

  /** A setting was wrong, and nothing was started. */
  public static final int WRONG_SETTING = 2;

  /** Somebody stopped it, as shells say it for SIGINT. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
