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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dataflow's jobs, version v1b3: {@code projects.locations.jobs} create, get and list. A job runs
 * as soon as it is there.
 */
final class Jobs implements Api {
  private static final Pattern JOBS =
      Pattern.compile("/v1b3/projects/([^/]+)/locations/([^/]+)/jobs(?:/([^/]+))?");
  private static final int OK = 200;

  private final ObjectMapper json = new ObjectMapper();
  private final List<JsonNode> submitted = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void answer(Call call) throws IOException {
    Matcher path = JOBS.matcher(call.path());
    if (!path.matches()) {
      throw new IllegalArgumentException("no such call of the jobs");
    } else if (call.method().equals("POST") && path.group(3) == null) {
      JsonNode job = json.readTree(call.body());
      submitted.add(job);
      call.answer(OK, view(job, submitted.size(), path).toString());
    } else if (path.group(3) == null) {
      call.answer(OK, "{\"jobs\": []}");
    } else {
      int number = Integer.parseInt(path.group(3).substring("job-".length()));
      call.answer(OK, view(submitted.get(number - 1), number, path).toString());
    }
  }

  private ObjectNode view(JsonNode job, int number, Matcher path) {
    ObjectNode view = json.createObjectNode();
    view.put("id", "job-" + number);
    view.put("projectId", path.group(1));
    view.put("location", path.group(2));
    view.put("currentState", "JOB_STATE_RUNNING");
    for (String field : List.of("name", "clientRequestId", "type")) {
      if (job.has(field)) {
        view.set(field, job.get(field));
      }
    }
    return view;
  }

  List<JsonNode> submitted() {
    synchronized (submitted) {
      return List.copyOf(submitted);
    }
  }
}
