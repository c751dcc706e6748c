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
package io.weir.runner.dataflow.launch;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import java.io.IOException;

/** What Google's services say when they refuse. */
final class GoogleErrors {
  private GoogleErrors() {}

  /** On one line, without the request. */
  static String reason(IOException failure) {
    if (failure instanceof GoogleJsonResponseException) {
      GoogleJsonResponseException answer = (GoogleJsonResponseException) failure;
      return answer.getDetails() == null
          ? answer.getStatusMessage()
          : answer.getDetails().getMessage();
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
