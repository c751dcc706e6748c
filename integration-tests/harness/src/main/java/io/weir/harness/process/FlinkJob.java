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
package io.weir.harness.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** One job of a {@link FlinkCluster}. */
public final class FlinkJob {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Set<String> ENDS = Set.of("FINISHED", "CANCELED", "FAILED");

  private final FlinkRest rest;
  private final String id;

  FlinkJob(FlinkRest rest, String id) {
    this.rest = rest;
    this.id = id;
  }

  static boolean ended(String state) {
    return ENDS.contains(state);
  }

  /** Flink's id of it, in hexadecimal. */
  public String id() {
    return id;
  }

  /**
   * Flink's word for its state, such as {@code RUNNING}, {@code RESTARTING} or {@code FINISHED}.
   *
   * @throws IOException if no JobManager knows it now
   */
  public String state() throws IOException, InterruptedException {
    return rest.get("/jobs/" + id).path("state").asText();
  }

  /**
   * Whether it has ended, well or not.
   *
   * @throws IOException if no JobManager knows it now
   */
  public boolean hasEnded() throws IOException, InterruptedException {
    return ended(state());
  }

  /**
   * What it failed with last, as the stack trace that Flink gives; empty if it never failed.
   *
   * @throws IOException if no JobManager knows it now
   */
  public String failure() throws IOException, InterruptedException {
    return rest.get("/jobs/" + id + "/exceptions").path("root-exception").asText("");
  }

  /**
   * Waits for a state.
   *
   * @return the state that is right
   * @throws AssertionError after {@code patience}, with the last state
   */
  public String awaitState(Predicate<String> right, Duration patience) {
    return Waiting.until("right state of job " + id, patience, this::state, right);
  }

  /**
   * Waits until every task of it runs, or has finished.
   *
   * @throws AssertionError after {@code patience}, with the last states
   */
  public void awaitTasks(Duration patience) {
    Waiting.until(
        "running tasks of job " + id,
        patience,
        this::taskStates,
        states -> states.contains("RUNNING") && Set.of("RUNNING", "FINISHED").containsAll(states));
  }

  private Set<String> taskStates() throws IOException, InterruptedException {
    Set<String> states = new TreeSet<>();
    JsonNode job = rest.get("/jobs/" + id);
    if (!job.path("state").asText().equals("RUNNING")) {
      states.add("job " + job.path("state").asText());
    }
    for (JsonNode vertex : job.path("vertices")) {
      vertex
          .path("tasks")
          .fields()
          .forEachRemaining(
              count -> {
                if (count.getValue().asInt() > 0) {
                  states.add(count.getKey());
                }
              });
    }
    return states;
  }

  /** The resource ids of the TaskManagers that run its tasks now, in order. */
  Set<String> taskManagers() throws IOException, InterruptedException {
    Set<String> found = new TreeSet<>();
    for (JsonNode vertex : rest.get("/jobs/" + id).path("vertices")) {
      JsonNode detail = rest.get("/jobs/" + id + "/vertices/" + vertex.path("id").asText());
      for (JsonNode subtask : detail.path("subtasks")) {
        if (subtask.path("status").asText().equals("RUNNING")) {
          found.add(subtask.path("taskmanager-id").asText());
        }
      }
    }
    return found;
  }

  /**
   * The latest that it completed.
   *
   * @throws IOException if no JobManager knows the job now
   */
  public CompletedCheckpoint checkpoint() throws IOException, InterruptedException {
    JsonNode latest = rest.get("/jobs/" + id + "/checkpoints").path("latest").path("completed");
    return new CompletedCheckpoint(
        latest.path("id").asLong(0),
        latest.path("trigger_timestamp").asLong(0),
        latest.path("external_path").asText(""));
  }

  /**
   * How often it is to take one.
   *
   * @throws IOException if no JobManager knows the job now
   */
  public Duration checkpointInterval() throws IOException, InterruptedException {
    return Duration.ofMillis(
        rest.get("/jobs/" + id + "/checkpoints/config").path("interval").asLong());
  }

  /**
   * How many checkpoints failed, also such as were begun before every task ran.
   *
   * @throws IOException if no JobManager knows the job now
   */
  public int failedCheckpoints() throws IOException, InterruptedException {
    return rest.get("/jobs/" + id + "/checkpoints").path("counts").path("failed").asInt();
  }

  /**
   * Waits for a completed checkpoint.
   *
   * @throws AssertionError after {@code patience}, with the last one
   */
  public CompletedCheckpoint awaitCheckpoint(
      Predicate<CompletedCheckpoint> right, Duration patience) {
    return Waiting.until("right checkpoint of job " + id, patience, this::checkpoint, right);
  }

  /**
   * Stops it with a savepoint; returns when it is finished. A savepoint that fails is tried again.
   *
   * @param folder where the savepoint goes
   * @return the savepoint, as a URI
   * @throws AssertionError if it is not finished within 2 minutes
   */
  public String stopWithSavepoint(Path folder) {
    String path =
        Waiting.until(
            "savepoint of job " + id,
            PATIENCE,
            () -> savepoint(rest.post("/jobs/" + id + "/stop", stopRequest(folder))),
            location -> true);
    awaitState("FINISHED"::equals, PATIENCE);
    return path;
  }

  private static String stopRequest(Path folder) {
    return "{\"targetDirectory\":\"" + folder.toUri() + "\",\"drain\":false}";
  }

  private String savepoint(JsonNode accepted) throws IOException {
    JsonNode operation =
        Waiting.until(
                "completed savepoint of job " + id,
                PATIENCE,
                () ->
                    rest.get("/jobs/" + id + "/savepoints/" + accepted.path("request-id").asText()),
                answer -> answer.path("status").path("id").asText().equals("COMPLETED"))
            .path("operation");
    if (!operation.has("location")) {
      // A source that finishes at this moment is enough: then it is asked for again.
      throw new IOException(
          "no savepoint: " + operation.path("failure-cause").path("stack-trace").asText());
    }
    return operation.path("location").asText();
  }

  /**
   * Cancels it; returns when it has ended.
   *
   * @throws AssertionError if it does not within 2 minutes
   */
  public void cancel() {
    try {
      rest.patch("/jobs/" + id + "?mode=cancel");
    } catch (IOException e) {
      throw new UncheckedIOException("job " + id + " cannot be cancelled", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while job " + id + " was cancelled", e);
    }
    awaitState(FlinkJob::ended, PATIENCE);
  }

  @Override
  public String toString() {
    return "job " + id;
  }
}
