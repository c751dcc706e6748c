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
package io.weir.runner.flink.launch;

import io.weir.pipelines.InvalidSettingException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.OperatorID;

/**
 * Whether a job can go on with the state that another has left: the rule by which Flink's {@code
 * Checkpoints.loadAndValidateCheckpoint} refuses it, asked before anything is stopped.
 */
final class SavepointFit {
  private static final String METADATA = "_metadata";

  private SavepointFit() {}

  /**
   * Compares a job with a savepoint or a checkpoint.
   *
   * @return whether it fits; false where nobody can tell, because it is not to be seen from here
   * @throws FileNotFoundException if there is none
   * @throws InvalidSettingException if it does not fit, or cannot be read: one line
   */
  static boolean check(JobGraph job, String location, StateFiles files)
      throws FileNotFoundException {
    String folder = location.replaceFirst("/" + METADATA + "$", "");
    try (InputStream metadata = files.open(folder, METADATA)) {
      if (metadata == null) {
        return false;
      }
      try (DataInputStream in = new DataInputStream(new BufferedInputStream(metadata))) {
        Map<OperatorID, Integer> steps = steps(job);
        ClassLoader loader = SavepointFit.class.getClassLoader();
        for (OperatorState state :
            Checkpoints.loadCheckpointMetadata(in, loader, location).getOperatorStates()) {
          check(state, steps, location);
        }
        return true;
      }
    } catch (FileNotFoundException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidSettingException(location + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The largest parallelism of each step that may hold state. */
  private static Map<OperatorID, Integer> steps(JobGraph job) {
    Map<OperatorID, Integer> steps = new HashMap<>();
    for (JobVertex vertex : job.getVertices()) {
      for (OperatorIDPair step : vertex.getOperatorIDs()) {
        steps.put(step.getGeneratedOperatorID(), vertex.getMaxParallelism());
        step.getUserDefinedOperatorID()
            .ifPresent(given -> steps.put(given, vertex.getMaxParallelism()));
      }
    }
    return steps;
  }

  private static void check(OperatorState state, Map<OperatorID, Integer> steps, String location) {
    Integer most = steps.get(state.getOperatorID());
    if (most == null) {
      if (state.getCoordinatorState() != null
          || state.getStates().stream().anyMatch(OperatorSubtaskState::hasState)) {
        throw new InvalidSettingException(
            location
                + " holds the state of a step that the pipeline does not have (Flink's id "
                + state.getOperatorID()
                + "): a step was renamed or left out since");
      }
    } else if (most > 0 && most != state.getMaxParallelism()) {
      throw new InvalidSettingException(
          "--maxParallelism is "
              + most
              + ", must be "
              + state.getMaxParallelism()
              + " to go on from "
              + location);
    }
  }
}
