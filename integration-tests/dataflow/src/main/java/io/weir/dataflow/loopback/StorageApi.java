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
import java.net.URLDecoder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cloud Storage's JSON API for what is there: a bucket, an object, its content. */
final class StorageApi implements Api {
  private static final Pattern PATH = Pattern.compile("/storage/v1/b/([^/]+)(?:/o/(.+))?");
  private static final int NOT_FOUND = 404;
  private static final int OK = 200;
  private static final String MISSING = "{\"error\": {\"code\": 404, \"message\": \"Not Found\"}}";

  private final String only;
  private final StoredObjects objects;

  StorageApi(String bucket, StoredObjects objects) {
    this.only = bucket;
    this.objects = objects;
  }

  @Override
  public void answer(Call call) throws IOException {
    byte[] content = content(call.path());
    if (content != null && "media".equals(call.parameters().get("alt"))) {
      call.answer(OK, content);
      return;
    }
    String description = describe(call.path());
    if (description == null) {
      // Looking whether something is there is how the client begins: no failure.
      call.answer(NOT_FOUND, MISSING);
    } else {
      call.answer(OK, description);
    }
  }

  /** The resource of a bucket or an object; null if it is not there. */
  @Nullable String describe(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return null;
    }
    String bucket = matcher.group(1);
    if (matcher.group(2) == null) {
      if (!bucket.equals(only)) {
        return null;
      }
      return String.format(
          "{\"kind\": \"storage#bucket\", \"id\": \"%1$s\", \"name\": \"%1$s\","
              + " \"projectNumber\": \"1\", \"location\": \"EUROPE-WEST1\","
              + " \"timeCreated\": \"2024-01-01T00:00:00.000Z\","
              + " \"storageClass\": \"STANDARD\"}",
          bucket);
    }
    byte[] content = content(path);
    return content == null ? null : objects.describe(bucket, decoded(matcher.group(2)), content);
  }

  private byte @Nullable [] content(String path) {
    Matcher matcher = PATH.matcher(path);
    return matcher.matches() && matcher.group(2) != null
        ? objects.get(matcher.group(1), decoded(matcher.group(2)))
        : null;
  }

  private static String decoded(String name) {
    return URLDecoder.decode(name, UTF_8);
  }
}
