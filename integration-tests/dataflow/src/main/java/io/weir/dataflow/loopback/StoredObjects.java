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

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import com.google.common.primitives.Ints;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What lies in the buckets, by {@code bucket/name}: thread-safe. */
final class StoredObjects {
  private static final Pattern URI =
      Pattern.compile("(?:gs://|https?://storage\\.googleapis\\.com/)(.+)");

  private final ObjectMapper json = new ObjectMapper();
  private final ConcurrentSkipListMap<String, byte[]> contents = new ConcurrentSkipListMap<>();

  /** Keeps an object and describes it. */
  String put(String bucket, String name, byte[] content) {
    contents.put(bucket + "/" + name, content);
    return describe(bucket, name, content);
  }

  byte @Nullable [] get(String bucket, String name) {
    return contents.get(bucket + "/" + name);
  }

  byte[] at(String uri) {
    Matcher matcher = URI.matcher(uri);
    byte[] content = matcher.matches() ? contents.get(matcher.group(1)) : null;
    if (content == null) {
      throw new IllegalArgumentException(uri + " is not among " + contents.keySet());
    }
    return content;
  }

  List<String> names() {
    return List.copyOf(contents.keySet());
  }

  /** An object's resource, as the service shows it. */
  @SuppressWarnings("deprecation") // MD5 is what the service says.
  String describe(String bucket, String name, byte[] content) {
    byte[] crc = Ints.toByteArray(Hashing.crc32c().hashBytes(content).asInt());
    return json.createObjectNode()
        .put("kind", "storage#object")
        .put("id", bucket + "/" + name + "/1")
        .put("bucket", bucket)
        .put("name", name)
        .put("generation", "1")
        .put("metageneration", "1")
        .put("size", String.valueOf(content.length))
        .put("contentType", "application/octet-stream")
        .put("timeCreated", "2024-01-01T00:00:00.000Z")
        .put("updated", "2024-01-01T00:00:00.000Z")
        .put("crc32c", Base64.getEncoder().encodeToString(crc))
        .put(
            "md5Hash",
            Base64.getEncoder().encodeToString(Hashing.md5().hashBytes(content).asBytes()))
        .toString();
  }
}
