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

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Routers in text: YAML 1.2 or JSON.
 *
 * <pre>{@code
 * router:
 *   when:
 *     if: {feature: TX_AMOUNT, above: 1000}
 *     then: heavy
 *     else:
 *       cascade:
 *         light: light
 *         band: [0.003, 0.5]
 *         heavy: heavy
 * }</pre>
 *
 * <p>A router is the name of a model, which answers always, or a map of one of these, with all of
 * its fields:
 *
 * <ul>
 *   <li>{@code when}: {@code if} (a condition), {@code then}, {@code else} (routers);
 *   <li>{@code cascade}: {@code light} (a model), {@code band} (two scores, {@code [LOW, HIGH]}),
 *       {@code heavy} (a router);
 *   <li>{@code canary}: {@code salt}, {@code share} (0 to 1, or {@code {file: PLACE, every: PT10S}}
 *       for one that is read again and again), {@code candidate}, {@code stable} (routers);
 *   <li>{@code split}: {@code experiment} (its name), {@code arms}, a list of {@code name}, {@code
 *       share} (0 to 1, in all 1) and {@code router};
 *   <li>{@code budget}: {@code within} (a duration such as {@code PT0.05S}), {@code preferred},
 *       {@code fast} (routers);
 *   <li>{@code shadow}: {@code model}, {@code answering} (a router).
 * </ul>
 *
 * <p>A condition is a map of {@code feature} and one of {@code above}, {@code below} (a number) and
 * {@code within} (two, {@code [LOW, HIGH]}), or of one of {@code all} and {@code any}, a list of
 * conditions.
 *
 * <p>Nothing else is allowed: whatever is unknown, missing or twice there is refused, in one line
 * that names the file, the place in it, the value and what is allowed.
 */
public final class RouterFile {
  private static final int MOST_BYTES = 1 << 16;
  private static final String ROUTER = "router";

  /** In JSON, lines may begin with tabs, which the YAML parser refuses. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RouterFile() {}

  /**
   * Reads a router.
   *
   * @param location a path, a URI of any file system that Beam has been given, or {@code
   *     classpath:PLACE}; at most 64 KiB
   * @throws IllegalArgumentException if it cannot be read or is no router
   */
  public static Router read(String location) {
    String text;
    try {
      text = Documents.read(location, MOST_BYTES);
    } catch (FileNotFoundException | NoSuchFileException e) {
      throw new IllegalArgumentException(
          "router file is " + location + "; allowed: a file that exists", e);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "router file is " + location + ", which cannot be read: " + e.getMessage(), e);
    }
    return parse(text, location);
  }

  /**
   * The router of a text.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Router parse(String text) {
    return parse(text, "router");
  }

  /** The text of a router, as YAML; {@link #parse} gives an equal one back. */
  public static String write(Router router) {
    DumpSettings settings =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.AUTO).setWidth(100).build();
    return new Dump(settings).dumpToString(Map.of(ROUTER, router.form()));
  }

  private static Router parse(String text, String document) {
    FormNode root = FormNode.root(document, load(text, document));
    return RouterForms.router(root.map(ROUTER).field(ROUTER));
  }

  private static @Nullable Object load(String text, String document) {
    if (text.stripLeading().startsWith("{")) {
      try {
        return JSON.readValue(text, Object.class);
      } catch (JsonProcessingException e) {
        // A map of YAML begins like that too; and what is wrong in both, YAML says with its place.
        return loadYaml(text, document);
      }
    }
    return loadYaml(text, document);
  }

  private static @Nullable Object loadYaml(String text, String document) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(document).setMaxAliasesForCollections(0).build();
    try {
      return new Load(settings).loadFromString(text);
    } catch (MarkedYamlEngineException e) {
      String place =
          e.getProblemMark()
              .map(mark -> ", line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
              .orElse("");
      throw new IllegalArgumentException(
          document + place + ": is not YAML: " + line(e.getProblem()), e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(document + ": is not YAML: " + line(e.getMessage()), e);
    }
  }

  private static String line(@Nullable String message) {
    return String.valueOf(message).replaceAll("\\s+", " ").trim();
  }
}
