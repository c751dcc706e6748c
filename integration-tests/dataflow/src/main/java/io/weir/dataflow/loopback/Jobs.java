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

import static java.util.stream.Collectors.toUnmodifiableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dataflow's jobs, version v1b3: {@code projects.locations.jobs} create, get, list, update and
 * snapshot, and {@code projects.locations.snapshots} get. A job runs as soon as it is there, is
 * drained or cancelled as soon as that is requested, and is updated by one that replaces it; a
 * snapshot is ready when it is asked for again.
 */
final class Jobs implements Api {
  private static final Pattern JOBS =
      Pattern.compile("/v1b3/projects/([^/]+)/locations/([^/]+)/jobs(?:/job-(\\d+))?(:snapshot)?");
  private static final Pattern SNAPSHOTS =
      Pattern.compile("/v1b3/projects/([^/]+)/locations/([^/]+)/snapshots/(snapshot-of-job-\\d+)");
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final String MISSING =
      "{\"error\": {\"code\": 404, \"message\": \"Snapshot not found\"}}";

  private final ObjectMapper json = new ObjectMapper();
  private final List<SubmittedJob> submitted = new ArrayList<>();

  @Override
  public synchronized void answer(Call call) throws IOException {
    Matcher snapshot = SNAPSHOTS.matcher(call.path());
    if (snapshot.matches() && call.method().equals("GET")) {
      int job = Integer.parseInt(snapshot.group(3).replaceFirst(".*-", ""));
      if (job > submitted.size()) {
        call.answer(NOT_FOUND, MISSING);
        return;
      }
      call.answer(OK, snapshot(snapshot.group(3), "READY"));
      return;
    }
    Matcher path = JOBS.matcher(call.path());
    if (!path.matches()) {
      throw new IllegalArgumentException("no such call of the jobs");
    }
    if (path.group(3) == null) {
      answerAll(call, path);
      return;
    }
    int number = Integer.parseInt(path.group(3));
    SubmittedJob job = submitted.get(number - 1);
    if (path.group(4) != null) {
      call.answer(OK, snapshot("snapshot-of-job-" + number, "PENDING"));
      return;
    }
    if (call.method().equals("PUT")) {
      job.state = json.readTree(call.body()).path("requestedState").asText(job.state);
    }
    ObjectNode view = view(job, number, path);
    if (call.parameters().getOrDefault("view", "").equals("JOB_VIEW_ALL")) {
      view.set("environment", job.sent.path("environment"));
    }
    call.answer(OK, view.toString());
  }

  private void answerAll(Call call, Matcher path) throws IOException {
    if (call.method().equals("POST")) {
      JsonNode job = json.readTree(call.body());
      String replaced = job.path("replaceJobId").asText();
      if (!replaced.isEmpty()) {
        submitted.get(Integer.parseInt(replaced.substring("job-".length())) - 1).state =
            "JOB_STATE_UPDATED";
      }
      submitted.add(new SubmittedJob(job));
      call.answer(OK, view(submitted.get(submitted.size() - 1), submitted.size(), path).toString());
      return;
    }
    ObjectNode answer = json.createObjectNode();
    ArrayNode jobs = answer.putArray("jobs");
    for (int number = 1; number <= submitted.size(); number++) {
      jobs.add(view(submitted.get(number - 1), number, path));
    }
    call.answer(OK, answer.toString());
  }

  private String snapshot(String id, String state) {
    return json.createObjectNode().put("id", id).put("state", state).toString();
  }

  private ObjectNode view(SubmittedJob job, int number, Matcher path) {
    ObjectNode view = json.createObjectNode();
    view.put("id", "job-" + number);
    view.put("projectId", path.group(1));
    view.put("location", path.group(2));
    view.put("currentState", job.state);
    for (String field : List.of("name", "clientRequestId", "type", "replaceJobId")) {
      if (job.sent.has(field)) {
        view.set(field, job.sent.get(field));
      }
    }
    return view;
  }

  synchronized List<JsonNode> submitted() {
    return submitted.stream().map(job -> job.sent).collect(toUnmodifiableList());
  }

  /** A job as it came, and how it is. */
  private static final class SubmittedJob {
    private final JsonNode sent;
    private String state = "JOB_STATE_RUNNING";

    SubmittedJob(JsonNode sent) {
      this.sent = sent;
    }
  }
}
