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

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableList;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands and the other blocks of code of a guide, which is a Markdown file. Immutable. */
public final class Guide {
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern CONTINUED = Pattern.compile("\\\\\\n\\s*");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|[^\\s']+");

  private final String text;

  private Guide(String text) {
    this.text = text;
  }

  /**
   * Reads one.
   *
   * @throws IOException if it cannot be read
   */
  public static Guide read(Path file) throws IOException {
    return new Guide(Files.readString(file, UTF_8));
  }

  /** Its titles, of any level, in order. */
  public List<String> titles() {
    return List.copyOf(parts().keySet());
  }

  /**
   * What stands under a title, up to the next one, as a guide of its own.
   *
   * @throws IllegalArgumentException if it has no such title
   */
  public Guide under(String title) {
    String part = parts().get(title);
    if (part == null) {
      throw new IllegalArgumentException("title is " + title + ", must be one of " + titles());
    }
    return new Guide(part);
  }

  private Map<String, String> parts() {
    Map<String, String> parts = new LinkedHashMap<>();
    String title = null;
    boolean code = false;
    for (String line : text.split("\n", -1)) {
      code ^= line.startsWith("```");
      if (!code && line.startsWith("#")) {
        title = line.replaceFirst("^#+ *", "");
        parts.putIfAbsent(title, "");
      } else if (title != null) {
        parts.merge(title, line + "\n", String::concat);
      }
    }
    return parts;
  }

  /** Its blocks, in order. */
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      blocks.add(new Block(block.group(1), block.group(2).strip()));
    }
    return List.copyOf(blocks);
  }

  /**
   * The blocks of a kind, in order, without white space around them.
   *
   * @param kind the word behind the fence; empty for blocks without one
   */
  public List<String> blocks(String kind) {
    return blocks().stream()
        .filter(block -> block.kind().equals(kind))
        .map(Block::text)
        .collect(toUnmodifiableList());
  }

  /**
   * The commands of the blocks of a kind, in order: a line each, unless it ends with a backslash.
   *
   * @param places puts the reader's places where the guide has examples
   * @return the words of each; quotes around one are gone
   */
  public List<List<String>> commands(String kind, UnaryOperator<String> places) {
    return blocks(kind).stream()
        .flatMap(block -> CONTINUED.matcher(block).replaceAll("").lines())
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> words(places.apply(line)))
        .collect(toUnmodifiableList());
  }

  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      words.add(word.group(1) == null ? word.group() : word.group(1));
    }
    return List.copyOf(words);
  }

  /** A block of code. Immutable. */
  public static final class Block {
    private final String kind;
    private final String text;

    private Block(String kind, String text) {
      this.kind = kind;
      this.text = text;
    }

    /** The word behind the fence; empty if there is none. */
    public String kind() {
      return kind;
    }

    /** Its lines, without white space around them. */
    public String text() {
      return text;
    }

    @Override
    public String toString() {
      return kind + "\n" + text;
    }
  }
}
