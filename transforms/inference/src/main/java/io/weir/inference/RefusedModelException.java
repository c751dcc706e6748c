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

import java.io.IOException;

/** Why a model does not take the place of another one. */
final class RefusedModelException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean forGood;

  private RefusedModelException(String message, Throwable cause, boolean forGood) {
    super(message, cause);
    this.forGood = forGood;
  }

  /** It may do so once it can be read, or the rest of it has been written. */
  static RefusedModelException forNow(Throwable cause) {
    return new RefusedModelException(line(cause), cause, false);
  }

  /** Trying the same bytes again does not help. */
  static RefusedModelException forGood(Throwable cause) {
    return new RefusedModelException(line(cause), cause, true);
  }

  boolean isForGood() {
    return forGood;
  }

  private static String line(Throwable cause) {
    String message = cause.getMessage();
    boolean clear = cause instanceof InvalidModelException || cause instanceof IOException;
    return message != null && clear ? message : cause.toString();
  }
}
