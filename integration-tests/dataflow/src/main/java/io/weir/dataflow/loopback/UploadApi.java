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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cloud Storage's resumable uploads: a session is opened with the object's name, then its content
 * comes in pieces, of which the last says how long the whole is.
 */
final class UploadApi implements Api {
  private static final Pattern PATH = Pattern.compile(".*/storage/v1/b/([^/]+)/o");
  private static final Pattern RANGE = Pattern.compile("bytes (\\*|\\d+-\\d+)/(\\*|\\d+)");
  private static final int OK = 200;
  private static final int GO_ON = 308;

  private final StoredObjects objects;
  private final ObjectMapper json = new ObjectMapper();
  private final AtomicInteger opened = new AtomicInteger();
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();

  UploadApi(StoredObjects objects) {
    this.objects = objects;
  }

  @Override
  public void answer(Call call) throws IOException {
    Map<String, String> parameters = call.parameters();
    String id = parameters.get("upload_id");
    if (id == null) {
      open(call, parameters);
      return;
    }
    Session session = sessions.get(id);
    if (session == null) {
      throw new IllegalArgumentException("no upload " + id);
    }
    receive(call, session);
  }

  private void open(Call call, Map<String, String> parameters) throws IOException {
    Matcher path = PATH.matcher(call.path());
    if (!path.matches() || !"resumable".equals(parameters.get("uploadType"))) {
      throw new IllegalArgumentException("only resumable uploads into a bucket");
    }
    byte[] description = call.body();
    String name = parameters.get("name");
    if (name == null) {
      name = json.readTree(description).path("name").asText();
    }
    String id = String.valueOf(opened.incrementAndGet());
    sessions.put(id, new Session(path.group(1), name));
    call.head(
        "Location",
        "http://" + call.header("Host") + call.path() + "?uploadType=resumable&upload_id=" + id);
    call.answer(OK, "");
  }

  private void receive(Call call, Session session) throws IOException {
    Matcher range = RANGE.matcher(call.header("Content-Range"));
    byte[] piece = call.body();
    session.content.writeBytes(piece);
    boolean last = !range.matches() || !range.group(2).equals("*");
    if (last) {
      call.answer(OK, objects.put(session.bucket, session.name, session.content.toByteArray()));
      return;
    }
    if (session.content.size() > 0) {
      call.head("Range", "bytes=0-" + (session.content.size() - 1));
    }
    call.answer(GO_ON, "");
  }

  /** One upload that is under way; its client sends one piece after the other. */
  private static final class Session {
    private final String bucket;
    private final String name;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    Session(String bucket, @Nullable String name) {
      if (name == null || name.isEmpty()) {
        throw new IllegalArgumentException("an upload without a name");
      }
      this.bucket = bucket;
      this.name = name;
    }
  }
}
