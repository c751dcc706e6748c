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
package io.weir.harness.dofn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.runners.core.InMemoryStateInternals;
import org.apache.beam.runners.core.StateNamespace;
import org.apache.beam.runners.core.StateNamespaces;
import org.apache.beam.runners.core.StateTag;
import org.apache.beam.runners.core.TimerInternals;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.state.State;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.jspecify.annotations.Nullable;

/** The state cells and timers of one key, kept by Beam's in-memory state. */
final class KeyedCells extends InMemoryStateInternals<Object> {
  final VirtualTimers timers;

  KeyedCells(@Nullable Object key, VirtualTimers timers) {
    super(key);
    this.timers = timers;
  }

  /** Clears the cells of a window. */
  void clear(StateNamespace namespace) {
    inMemoryState.getTagsInUse(namespace).values().forEach(State::clear);
  }

  /** Says which cells hold something. */
  void describe(List<String> into) {
    for (StateNamespace namespace : inMemoryState.getNamespacesInUse()) {
      inMemoryState
          .getTagsInUse(namespace)
          .forEach(
              (tag, cell) -> {
                if (!isEmptyForTesting(cell)) {
                  into.add(tag.getId() + " of key " + getKey());
                }
              });
    }
  }

  /** Writes everything through its coder. */
  Frozen freeze(byte[] key, Coder<? extends BoundedWindow> windows, Violations violations) {
    List<FrozenCell> cells = new ArrayList<>();
    for (StateNamespace namespace : inMemoryState.getNamespacesInUse()) {
      for (Map.Entry<?, State> entry : inMemoryState.getTagsInUse(namespace).entrySet()) {
        StateTag<?> tag = (StateTag<?>) entry.getKey();
        if (!isEmptyForTesting(entry.getValue())) {
          cells.add(new FrozenCell(namespace.stringKey(), tag, entry.getValue(), violations));
        }
      }
    }
    List<byte[]> written = new ArrayList<>();
    Coder<TimerInternals.TimerData> coder = TimerInternals.TimerDataCoderV2.of(windows);
    for (TimerInternals.TimerData timer : timers.all()) {
      written.add(Codes.bytes(coder, timer));
    }
    return new Frozen(key, cells, written);
  }

  /** What was written of one key. */
  static final class Frozen {
    final byte[] key;
    private final List<FrozenCell> cells;
    private final List<byte[]> timers;

    private Frozen(byte[] key, List<FrozenCell> cells, List<byte[]> timers) {
      this.key = key;
      this.cells = cells;
      this.timers = timers;
    }

    boolean isEmpty() {
      return cells.isEmpty() && timers.isEmpty();
    }

    void thawInto(KeyedCells key, Coder<? extends BoundedWindow> windows) {
      for (FrozenCell cell : cells) {
        cell.thawInto(key, StateNamespaces.fromString(cell.namespace, windows));
      }
      Coder<TimerInternals.TimerData> coder = TimerInternals.TimerDataCoderV2.of(windows);
      for (byte[] timer : timers) {
        key.timers.restore(Codes.value(coder, timer));
      }
    }
  }

  private static final class FrozenCell {
    private final String namespace;
    private final StateTag<? extends State> tag;
    private final CellCodec codec;
    private final List<byte[]> items = new ArrayList<>();

    FrozenCell(String namespace, StateTag<?> tag, State cell, Violations violations) {
      this.namespace = namespace;
      this.tag = tag;
      this.codec = CellCodec.of(tag.getSpec());
      for (Object item : codec.read(cell)) {
        byte[] bytes = Codes.bytes(codec.coder, item);
        Codes.checked(codec.coder, bytes, "state " + tag.getId(), violations);
        items.add(bytes);
      }
    }

    void thawInto(KeyedCells key, StateNamespace where) {
      State cell = key.state(where, tag);
      for (byte[] item : items) {
        codec.write(cell, Codes.value(codec.coder, item));
      }
    }
  }
}
