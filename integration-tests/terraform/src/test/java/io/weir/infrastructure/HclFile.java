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
package io.weir.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the blocks and attributes of a file of Terraform's language, without evaluating anything:
 * all that the checks here need, for folders whose provider is not to be had as well. The grammar
 * is that of HCL's specification, <a
 * href="https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md">structural elements</a>.
 */
final class HclFile {
  private final Path path;
  private final String text;
  private int at;

  private HclFile(Path path, String text) {
    this.path = path;
    this.text = text;
  }

  static List<HclBlock> parse(Path path) {
    try {
      return parse(path, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException("file " + path + " cannot be read", e);
    }
  }

  static List<HclBlock> parse(Path path, String text) {
    List<HclBlock> blocks = new ArrayList<>();
    HclFile file = new HclFile(path, text);
    file.body(new LinkedHashMap<>(), blocks);
    if (file.at < text.length()) {
      throw file.unreadable("an end");
    }
    return blocks;
  }

  /** Attributes and blocks up to a brace that closes, or the end. */
  private void body(Map<String, String> attributes, List<HclBlock> blocks) {
    while (true) {
      skipSpace(true);
      if (at == text.length() || text.charAt(at) == '}') {
        return;
      }
      String name = identifier();
      skipSpace(false);
      if (at < text.length() && text.charAt(at) == '=') {
        at++;
        skipSpace(false);
        int start = at;
        skipExpression();
        attributes.put(name, text.substring(start, at).strip());
      } else {
        blocks.add(block(name));
      }
    }
  }

  private HclBlock block(String type) {
    List<String> labels = new ArrayList<>();
    while (at < text.length() && text.charAt(at) != '{') {
      if (text.charAt(at) == '"') {
        int start = at + 1;
        skipString();
        labels.add(text.substring(start, at - 1));
      } else {
        labels.add(identifier());
      }
      skipSpace(false);
    }
    expect('{');
    Map<String, String> attributes = new LinkedHashMap<>();
    List<HclBlock> blocks = new ArrayList<>();
    body(attributes, blocks);
    expect('}');
    return new HclBlock(type, labels, attributes, blocks);
  }

  private String identifier() {
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "_-".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    if (start == at) {
      throw unreadable("a name");
    }
    return text.substring(start, at);
  }

  private void expect(char wanted) {
    if (at >= text.length() || text.charAt(at) != wanted) {
      throw unreadable("'" + wanted + "'");
    }
    at++;
  }

  /** Goes to the end of an expression: that of its line, or the brace that closes its block. */
  private void skipExpression() {
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        skipString();
      } else if (text.startsWith("<<", at)) {
        skipHeredoc();
      } else if (isComment()) {
        skipComment();
      } else if ("([{".indexOf(c) >= 0) {
        depth++;
        at++;
      } else if (")]}".indexOf(c) >= 0) {
        if (depth == 0) {
          return;
        }
        depth--;
        at++;
      } else if (c == '\n' && depth == 0) {
        return;
      } else {
        at++;
      }
    }
  }

  /** Goes behind a string, with the templates in it. */
  private void skipString() {
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\') {
        at += 2;
      } else if (text.startsWith("$${", at) || text.startsWith("%%{", at)) {
        at += 3;
      } else if (text.startsWith("${", at) || text.startsWith("%{", at)) {
        at += 2;
        skipTemplate();
      } else {
        at++;
      }
    }
    expect('"');
  }

  private void skipTemplate() {
    int depth = 1;
    while (at < text.length() && depth > 0) {
      char c = text.charAt(at);
      if (c == '"') {
        skipString();
        continue;
      }
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      at++;
    }
  }

  private void skipHeredoc() {
    at += text.startsWith("<<-", at) ? 3 : 2;
    String marker = identifier();
    int line = text.indexOf('\n', at);
    while (line >= 0) {
      int next = text.indexOf('\n', line + 1);
      String content = text.substring(line + 1, next < 0 ? text.length() : next);
      if (content.strip().equals(marker)) {
        at = line + 1 + content.length();
        return;
      }
      line = next;
    }
    throw unreadable(marker);
  }

  private void skipSpace(boolean lines) {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t' || c == '\r' || (lines && (c == '\n' || c == ','))) {
        at++;
      } else if (isComment()) {
        skipComment();
      } else {
        return;
      }
    }
  }

  private boolean isComment() {
    return text.charAt(at) == '#' || text.startsWith("//", at) || text.startsWith("/*", at);
  }

  /** Goes behind a comment, but not behind the end of its line. */
  private void skipComment() {
    boolean block = text.startsWith("/*", at);
    int end = text.indexOf(block ? "*/" : "\n", at);
    at = end < 0 ? text.length() : block ? end + 2 : end;
  }

  private IllegalArgumentException unreadable(String wanted) {
    long line = 1 + text.substring(0, at).chars().filter(c -> c == '\n').count();
    return new IllegalArgumentException(path + " line " + line + ": there should be " + wanted);
  }
}
