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
package io.weir.inference;

import java.io.IOException;
import org.apache.beam.sdk.transforms.SerializableBiFunction;

/** Decides which models may take the place of the one of the launch, and opens them. */
final class Succession {
  private final ModelManifest launched;
  private final SerializableBiFunction<ModelFolder, ModelManifest, ? extends ModelSource> engine;

  Succession(
      ModelManifest launched,
      SerializableBiFunction<ModelFolder, ModelManifest, ? extends ModelSource> engine) {
    this.launched = launched;
    this.engine = engine;
  }

  /**
   * Opens another one, if it may answer.
   *
   * @param place the folder that holds it
   * @param version of the model whose place it is to take
   */
  LoadedModel open(ModelFolder place, ModelManifest next, String version)
      throws RefusedModelException, InterruptedException {
    SampleRows samples;
    try {
      samples = samples(place, next, version);
    } catch (InvalidModelException e) {
      throw RefusedModelException.forGood(e);
    }
    try {
      // Before it is opened, because what has another hash may still be on its way.
      place.readModel(next);
    } catch (IOException | RuntimeException e) {
      throw RefusedModelException.forNow(e);
    } catch (Error e) {
      // Larger than the memory: it would be so at the next look, too.
      throw RefusedModelException.forGood(e);
    }
    try {
      return tried(place, next, samples);
    } catch (IOException e) {
      throw RefusedModelException.forNow(e);
    } catch (RuntimeException | Error e) {
      throw RefusedModelException.forGood(e);
    }
  }

  private LoadedModel tried(ModelFolder place, ModelManifest next, SampleRows samples)
      throws IOException, InterruptedException {
    LoadedModel opened = LoadedModel.open(next, engine.apply(place, next));
    boolean good = false;
    try {
      samples.check(opened.model());
      good = true;
      return opened;
    } finally {
      if (!good) {
        opened.release();
      }
    }
  }

  /** Compares manifests, and gives the rows to try the next one on. */
  private SampleRows samples(ModelFolder place, ModelManifest next, String version) {
    mustEqual(place, "engine", next.engine(), launched.engine());
    mustEqual(place, "name", next.name(), launched.name());
    mustEqual(place, "features", next.features(), launched.features());
    if (next.maxBatch() < launched.maxBatch()) {
      throw refused(place, "max_batch", next.maxBatch(), "at least " + launched.maxBatch());
    }
    if (next.version().equals(version)) {
      throw refused(place, "version", version, "another one, for a model of that version answers");
    }
    return next.samples()
        .orElseThrow(
            () ->
                refused(
                    place,
                    "samples",
                    "missing",
                    "rows with scores, without which nothing is swapped"));
  }

  private static void mustEqual(ModelFolder place, String field, Object found, Object launched) {
    if (!found.equals(launched)) {
      throw refused(place, field, found, launched + ", as at the launch");
    }
  }

  private static InvalidModelException refused(
      ModelFolder place, String field, Object found, String allowed) {
    return new InvalidModelException(
        String.format(
            "model folder %s, model.json: field \"%s\" is %s; allowed: %s",
            place, field, found, allowed));
  }
}
