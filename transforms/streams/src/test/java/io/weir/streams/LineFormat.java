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

package io.weir.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.proto.v1.Reason;

/** The simplest format that can fail in every way: the text {@code time|id}. */
final class LineFormat implements EventFormat<String> {
  private static final long serialVersionUID = 1L;

  /** A message on which the format itself trips. */
  static final String POISON = "poison";

  @Override
  public String parse(byte[] value) throws RejectedRecordException {
    String line = new String(value, UTF_8);
    if (line.equals(POISON)) {
      throw new IllegalStateException("the format has a bug");
    }
    int bar = line.indexOf('|');
    if (bar < 1) {
      throw RejectedRecordException.undecodable("no bar");
    }
    if (bar == line.length() - 1) {
      throw RejectedRecordException.invalid(Reason.MISSING_EVENT_ID, "no id");
    }
    return line;
  }

  @Override
  public long eventTimeMillis(String message) {
    return Long.parseLong(message.substring(0, message.indexOf('|')));
  }
}
