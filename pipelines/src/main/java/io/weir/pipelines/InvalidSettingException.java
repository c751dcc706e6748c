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
package io.weir.pipelines;

/**
 * A setting that cannot work, found before anything runs. Its message is one line for a person: the
 * setting, the value it has, and what is allowed.
 */
public final class InvalidSettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Made from one line that names the setting, its value and what is allowed. */
  public InvalidSettingException(String message) {
    super(message);
  }

  /** Like {@link #InvalidSettingException(String)}, with the failure that showed it. */
  public InvalidSettingException(String message, Throwable cause) {
    super(message, cause);
  }
}
