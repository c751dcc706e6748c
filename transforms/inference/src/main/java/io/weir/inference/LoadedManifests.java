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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What the manifests of a followed model said, for steps that get predictions of versions that are
 * gone by then. Bounded: of many versions the earliest are forgotten.
 */
final class LoadedManifests {
  private static final int MOST = 1_000;
  private static final ConcurrentMap<String, LoadedManifests> PROCESS = new ConcurrentHashMap<>();

  private final Map<String, ModelManifest> byVersion =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ModelManifest> eldest) {
          return size() > MOST;
        }
      };

  private LoadedManifests() {}

  /** Those of this process for a {@link ModelSource#id()}. */
  static LoadedManifests of(String sourceId) {
    return PROCESS.computeIfAbsent(sourceId, unused -> new LoadedManifests());
  }

  synchronized void add(ModelManifest manifest) {
    byVersion.put(manifest.version(), manifest);
  }

  synchronized Optional<ModelManifest> find(String version) {
    return Optional.ofNullable(byVersion.get(version));
  }
}
