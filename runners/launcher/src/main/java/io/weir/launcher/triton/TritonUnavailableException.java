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

/**
 * Triton cannot run on this machine, because something is missing here. The message is one line
 * that says what, and what to do.
 */
public final class TritonUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final String ALTERNATIVE = ", or give --triton=HOST:PORT";

  /** What is missing, as a sentence without its end; the way around it is added. */
  TritonUnavailableException(String message) {
    super(message + ALTERNATIVE);
  }

  TritonUnavailableException(String message, Throwable cause) {
    super(message + ALTERNATIVE, cause);
  }
}
