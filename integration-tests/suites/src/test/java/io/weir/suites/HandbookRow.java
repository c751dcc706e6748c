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
package io.weir.suites;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** A line of one of the handbook's files, by its column names. */
final class HandbookRow {
  private final Map<String, Integer> columns;
  private final String line;
  private final String[] fields;

  private HandbookRow(Map<String, Integer> columns, String line) {
    this.columns = columns;
    this.line = line;
    this.fields = line.split(",", -1);
  }

  /** Every row of a gzipped file. */
  static List<HandbookRow> read(Path file) throws IOException {
    List<HandbookRow> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      String[] names = reader.readLine().split(",", -1);
      Map<String, Integer> columns = new HashMap<>();
      for (int i = 0; i < names.length; i++) {
        columns.put(names[i], i);
      }
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        rows.add(new HandbookRow(columns, line));
      }
    }
    return rows;
  }

  String text(String column) {
    return fields[requireNonNull(columns.get(column), column)];
  }

  double number(String column) {
    return Double.parseDouble(text(column));
  }

  String line() {
    return line;
  }
}
