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

package io.weir.pipelines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Knows a secret among settings, which runners show on their pages and keep with their jobs:
 *
 * <ul>
 *   <li>the value of a name that ends with password, passwd, passphrase, secret, token, user.info,
 *       or the key of something (access, account, api, keystore, private, secret, shared), however
 *       its words are joined, and whatever digits follow; unless the value is empty, a reference as
 *       a whole, such as {@code ${file:/path:key}}, or the name of a secret in a store of Google
 *       Cloud or AWS. A path is no reference: a password may begin like one;
 *   <li>the password of an address, {@code https://user:password@host}, unless it is a reference;
 *   <li>a private key in PEM.
 * </ul>
 *
 * <p>That holds for what is named within a value, too: in JSON, in JAAS, in the query of an
 * address.
 */
public final class Secrets {
  private static final Pattern NAME =
      Pattern.compile(
          ".*(password|passwd|passphrase|secret|token|user\\.info"
              + "|(access|account|api|keystore|private|secret|shared)\\.?key)[.0-9]*");

  private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^a-z0-9]+");

  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\$\\{[^}]*}"
              + "|projects/[^/\\s]+/secrets/[^\\s\"'\\\\;,&}]+"
              + "|arn:[a-z-]+:[a-z0-9-]+:[^\\s\"'\\\\;,&}]+");

  /** What stands for each reference, and is in no setting. */
  private static final String REFERRED = "\uE000";

  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/@:\\s]*:([^/@\\s]+)@");

  private static final Pattern PEM = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY");

  /** A name, perhaps in quotes, and its value, perhaps in quotes, which may be escaped. */
  private static final Pattern PAIR =
      Pattern.compile(
          "([A-Za-z][\\w.-]*)\\\\*[\"']?\\s*[=:]\\s*\\\\*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"';,&}]*))");

  private static final ObjectMapper JSON = new ObjectMapper();

  private Secrets() {}

  /** Whether a setting is a secret, or has one in its value. */
  public static boolean isHeldBy(String name, String value) {
    JsonNode json = json(value);
    return json != null ? isHeldBy(name, json) : isHeldByText(name, value);
  }

  private static @Nullable JsonNode json(String value) {
    String text = value.strip();
    if (!text.startsWith("{") && !text.startsWith("[")) {
      return null;
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static boolean isHeldBy(String name, JsonNode value) {
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        if (isHeldBy(field.getKey(), field.getValue())) {
          return true;
        }
      }
      return false;
    }
    if (value.isArray()) {
      for (JsonNode element : value) {
        if (isHeldBy(name, element)) {
          return true;
        }
      }
      return false;
    }
    return !value.isNull() && isHeldBy(name, value.asText());
  }

  private static boolean isHeldByText(String name, String value) {
    String text = REFERENCE.matcher(value).replaceAll(REFERRED);
    if (isSecret(name, text) || PEM.matcher(text).find()) {
      return true;
    }
    Matcher address = ADDRESS.matcher(text);
    while (address.find()) {
      if (!address.group(1).equals(REFERRED)) {
        return true;
      }
    }
    Matcher pair = PAIR.matcher(text);
    // A value may hold pairs, too.
    for (int from = 0; pair.find(from); from = pair.end(1)) {
      if (isSecret(pair.group(1), firstPresent(pair))) {
        return true;
      }
    }
    return false;
  }

  private static String firstPresent(Matcher pair) {
    for (int group = 2; group < pair.groupCount(); group++) {
      if (pair.group(group) != null) {
        // The backslash before a closing quote.
        return pair.group(group).replaceFirst("\\\\+$", "");
      }
    }
    return pair.group(pair.groupCount());
  }

  private static boolean isSecret(String name, String value) {
    String text = value.strip();
    return !text.isEmpty() && !text.equals(REFERRED) && NAME.matcher(words(name)).matches();
  }

  /** The words of a name in small letters, each but the first behind a dot. */
  private static String words(String name) {
    return BETWEEN_WORDS
        .matcher(WORD_START.matcher(name).replaceAll(".").toLowerCase(Locale.ROOT))
        .replaceAll(".");
  }
}
