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
package io.weir.dataflow.loopback;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Several looks at objects in one request, each a part of a multipart message. */
final class BatchApi implements Api {
  private static final Pattern LOOK = Pattern.compile("(?m)^GET (?:https?://[^/]+)?(/[^ ?]+)\\S* ");
  private static final String BETWEEN = "batch_loopback";
  private static final int OK = 200;

  private final StorageApi storage;

  BatchApi(StorageApi storage) {
    this.storage = storage;
  }

  @Override
  public void answer(Call call) throws IOException {
    Matcher look = LOOK.matcher(call.bytesAsText());
    StringBuilder answer = new StringBuilder();
    int number = 0;
    while (look.find()) {
      number++;
      answer.append(part(number, storage.describe(look.group(1))));
    }
    if (number == 0) {
      throw new IllegalArgumentException("a batch in which nothing is looked at");
    }
    answer.append("--").append(BETWEEN).append("--\r\n");
    call.head("Content-Type", "multipart/mixed; boundary=" + BETWEEN);
    call.answer(OK, answer.toString().getBytes(UTF_8));
  }

  private static String part(int number, @Nullable String found) {
    String body =
        found == null
            ? "{\"error\": {\"code\": 404, \"message\": \"Not Found\","
                + " \"errors\": [{\"reason\": \"notFound\"}]}}"
            : found;
    return String.join(
        "\r\n",
        "--" + BETWEEN,
        "Content-Type: application/http",
        "Content-ID: <response-" + number + ">",
        "",
        "HTTP/1.1 " + (found == null ? "404 Not Found" : "200 OK"),
        "Content-Type: application/json; charset=UTF-8",
        "Content-Length: " + body.getBytes(UTF_8).length,
        "",
        body,
        "");
  }
}
