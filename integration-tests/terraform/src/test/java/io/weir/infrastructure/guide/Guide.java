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
package io.weir.infrastructure.guide;

import static java.util.stream.Collectors.toUnmodifiableList;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A guide in Markdown: steps, each a title of the third level, and the blocks of commands in them.
 */
final class Guide {
  private static final String FENCE = "```";

  private final List<Block> blocks;

  private Guide(List<Block> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  static Guide read(Path file) throws IOException {
    List<Block> blocks = new ArrayList<>();
    String step = "";
    String language = null;
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(file)) {
      if (language == null && line.startsWith("#")) {
        step = line.replaceAll("^#+ *", "");
      } else if (language == null && line.startsWith(FENCE)) {
        language = line.substring(FENCE.length());
        text.setLength(0);
      } else if (language != null && line.equals(FENCE)) {
        blocks.add(new Block(step, language, text.toString()));
        language = null;
      } else if (language != null) {
        text.append(line).append('\n');
      }
    }
    return new Guide(blocks);
  }

  List<Block> blocks() {
    return blocks;
  }

  /** The blocks of a step, in their order. */
  List<Block> blocks(String step) {
    return blocks.stream().filter(block -> block.step().equals(step)).collect(toUnmodifiableList());
  }

  /** Commands that belong together. Immutable. */
  static final class Block {
    private final String step;
    private final String language;
    private final String text;

    Block(String step, String language, String text) {
      this.step = step;
      this.language = language;
      this.text = text;
    }

    /** The title above it. */
    String step() {
      return step;
    }

    /** What stands behind the fence. */
    String language() {
      return language;
    }

    String text() {
      return text;
    }

    @Override
    public String toString() {
      return step + ", " + language + ":\n" + text;
    }
  }
}
