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
import org.jspecify.annotations.Nullable;

/** Where a followed model is now: the folder of the launch, or the one announced last. */
final class FollowedPlace implements AutoCloseable {
  private final ModelFolder launched;
  private final @Nullable ModelAnnouncements announcements;
  private ModelAnnouncements.@Nullable Listener listener;

  FollowedPlace(ModelFolder launched, @Nullable ModelAnnouncements announcements) {
    this.launched = launched;
    this.announcements = announcements;
  }

  ModelFolder now() throws RefusedModelException {
    ModelAnnouncements source = announcements;
    if (source == null) {
      return launched;
    }
    try {
      ModelAnnouncements.Listener current = listener;
      if (current == null) {
        current = source.listen();
        listener = current;
      }
      return current.latest().map(ModelFolder::at).orElse(launched);
    } catch (IOException | RuntimeException e) {
      throw RefusedModelException.forNow(e);
    }
  }

  @Override
  public void close() {
    ModelAnnouncements.Listener current = listener;
    listener = null;
    if (current != null) {
      current.close();
    }
  }
}
