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
package io.weir.inference;

/**
 * A model folder, manifest or file that cannot be used. The message is one line for a person that
 * names the setting, its value and what is allowed.
 */
public final class InvalidModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception with the line to show. */
  public InvalidModelException(String message) {
    super(message);
  }

  /** An exception with the line to show and what was behind it. */
  public InvalidModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
