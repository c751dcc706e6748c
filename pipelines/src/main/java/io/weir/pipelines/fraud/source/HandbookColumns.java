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
package io.weir.pipelines.fraud.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the columns are that the replay needs; found by name, whatever else there is. */
final class HandbookColumns {
  /** Says that there is no such column. */
  static final int ABSENT = -1;

  private static final List<String> REQUIRED =
      List.of("TX_DATETIME", "CUSTOMER_ID", "TERMINAL_ID", "TX_AMOUNT", "TRANSACTION_ID");
  private static final String FRAUD = "TX_FRAUD";
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final int count;
  private final int[] required;
  private final int fraud;

  private HandbookColumns(int count, int[] required, int fraud) {
    this.count = count;
    this.required = required;
    this.fraud = fraud;
  }

  /**
   * Reads the line that names the columns.
   *
   * @throws IllegalArgumentException with the names that are missing or there twice
   */
  static HandbookColumns of(byte @Nullable [] header) {
    if (header == null) {
      throw new IllegalArgumentException(
          "is empty, must have a header with the columns " + needed());
    }
    Fields fields = new Fields();
    fields.split(header);
    Map<String, Integer> columns = new HashMap<>();
    for (int field = 0; field < fields.count(); field++) {
      String name = String.valueOf(fields.text(field));
      String plain = field == 0 && name.startsWith(BYTE_ORDER_MARK) ? name.substring(1) : name;
      boolean ours = REQUIRED.contains(plain) || plain.equals(FRAUD);
      if (columns.put(plain, field) != null && ours) {
        throw new IllegalArgumentException("has the column " + plain + " twice");
      }
    }
    List<String> missing = new ArrayList<>(REQUIRED);
    missing.removeAll(columns.keySet());
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "has no column "
              + String.join(", ", missing)
              + " in its first line, must have the columns "
              + needed());
    }
    int[] required = REQUIRED.stream().mapToInt(columns::get).toArray();
    return new HandbookColumns(fields.count(), required, columns.getOrDefault(FRAUD, ABSENT));
  }

  private static String needed() {
    return String.join(", ", REQUIRED);
  }

  /** How many columns the file has in all. */
  int count() {
    return count;
  }

  int time() {
    return required[0];
  }

  int customer() {
    return required[1];
  }

  int terminal() {
    return required[2];
  }

  int amount() {
    return required[3];
  }

  int transaction() {
    return required[4];
  }

  /** {@link #ABSENT} where the file does not say what is fraud. */
  int fraud() {
    return fraud;
  }
}
