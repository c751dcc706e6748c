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

package io.weir.infrastructure.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The schema of one resource, data source or provider, read from the class that the CDK for
 * Terraform has generated from the provider's own schema. The class says what can be set, of which
 * type, and how often a block may come, and what can only be read; the declarations beside it say
 * what must be set, and hold the provider's descriptions, which list what some strings may be.
 *
 * <p>Neither says whether what can be set is computed where it is not. It is taken for null then,
 * which is the stricter reading for whoever looks through a plan; only {@code id} is always
 * computed.
 */
final class PublishedClass {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What can only be read bears such a comment. */
  private static final Pattern COMPUTED =
      Pattern.compile("// (\\w+) - computed: true, optional: false, required: false\\n");

  private static final Pattern NESTED =
      Pattern.compile(
          "new (\\w+?)(OutputReference|List|Map)\\(this, \"(\\w+)\"(?:, (true|false))?");

  /** What can be set, where it is written out: with its type, and whether it is a block. */
  private static final Pattern WRITTEN =
      Pattern.compile(
          "(\\w+): \\{\\s+value: [^\\n]*\\n\\s+isBlock: (true|false),\\s+type: \"(\\w+)\","
              + "\\s+storageClassType: \"(\\w+)\"");

  private static final Pattern MAIN =
      Pattern.compile("class (\\w+) extends cdktf\\.Terraform(?:Resource|DataSource|Provider) ");
  private static final Pattern PROPERTY =
      Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*readonly \\w+(\\??):", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("#(\\w+) \\w+#\\w+\\}");
  private static final Pattern VALUES = Pattern.compile("Possible values: (\\[[^\\]]*\\]|'[^.]*')");
  private static final Pattern QUOTED = Pattern.compile("[\"']([^\"']*)[\"']");

  /** What a getter of the class says about the type, the more special ones first. */
  private static final Map<String, JsonNode> GETTERS = new LinkedHashMap<>();

  /** What the class writes, where it has no getter. */
  private static final Map<String, JsonNode> STORED = new LinkedHashMap<>();

  static {
    GETTERS.put("tolist(this.getListAttribute", of("set", "string"));
    GETTERS.put("tolist(this.getNumberListAttribute", of("set", "number"));
    GETTERS.put("this.getListAttribute", of("list", "string"));
    GETTERS.put("this.getNumberListAttribute", of("list", "number"));
    GETTERS.put("this.getStringMapAttribute", of("map", "string"));
    GETTERS.put("this.getNumberMapAttribute", of("map", "number"));
    GETTERS.put("this.getBooleanMapAttribute", of("map", "bool"));
    GETTERS.put("this.getAnyMapAttribute", JSON.textNode("dynamic"));
    GETTERS.put("this.interpolationForAttribute", JSON.textNode("dynamic"));
    GETTERS.put("this.getStringAttribute", JSON.textNode("string"));
    GETTERS.put("this.getNumberAttribute", JSON.textNode("number"));
    GETTERS.put("this.getBooleanAttribute", JSON.textNode("bool"));
    STORED.put("string", JSON.textNode("string"));
    STORED.put("number", JSON.textNode("number"));
    STORED.put("boolean", JSON.textNode("bool"));
    STORED.put("stringList", of("list", "string"));
    STORED.put("numberList", of("list", "number"));
    STORED.put("stringMap", of("map", "string"));
    STORED.put("numberMap", of("map", "number"));
    STORED.put("booleanMap", of("map", "bool"));
    STORED.put("anyMap", JSON.textNode("dynamic"));
    STORED.put("stringMapList", JSON.arrayNode().add("list").add(of("map", "string")));
  }

  private final String javascript;
  private final String declarations;

  private PublishedClass(String javascript, String declarations) {
    this.javascript = javascript;
    this.declarations = declarations;
  }

  /**
   * Its schema as a block: attributes with type, required, optional, computed and values; blocks
   * with nesting, least and most.
   *
   * @throws IllegalArgumentException if the class is not of the form that is known
   */
  static ObjectNode schema(String javascript, String declarations) {
    Matcher main = MAIN.matcher(javascript);
    if (!main.find()) {
      throw new IllegalArgumentException("there is no generated class in it");
    }
    return new PublishedClass(javascript, declarations)
        .block(
            main.group(1),
            javascript.substring(main.start()),
            between(javascript, "synthesizeHclAttributes() {", "\n    }\n"),
            properties(declarations, main.group(1) + "Config"));
  }

  private ObjectNode block(
      String name, String body, String written, Map<String, Property> properties) {
    Map<String, MatchResult> nested = new HashMap<>();
    NESTED.matcher(body).results().forEach(match -> nested.putIfAbsent(match.group(3), match));
    ObjectNode attributes = JSON.objectNode();
    ObjectNode blocks = JSON.objectNode();
    for (MatchResult stored : results(WRITTEN, written)) {
      String key = stored.group(1);
      Property property = properties.getOrDefault(key, Property.OPTIONAL);
      MatchResult inner = nested.get(key);
      if (stored.group(2).equals("true")) {
        blocks.set(key, nestedBlock(inner, stored, property.required));
      } else {
        ObjectNode attribute = attributes.putObject(key);
        attribute.set("type", type(name, key, body, inner, stored.group(4)));
        attribute.put("required", property.required);
        attribute.put("optional", !property.required);
        attribute.put("computed", key.equals("id") && !property.required);
        if (!property.values.isEmpty()) {
          attribute.set("values", property.values);
        }
      }
    }
    for (MatchResult computed : results(COMPUTED, body)) {
      String key = computed.group(1);
      if (!attributes.has(key) && !blocks.has(key)) {
        ObjectNode attribute = attributes.putObject(key);
        attribute.set("type", type(name, key, body, nested.get(key), ""));
        attribute.put("computed", true);
      }
    }
    ObjectNode block = JSON.objectNode();
    block.set("attributes", attributes);
    block.set("blocks", blocks);
    return block;
  }

  /** The class of a provider does not make its blocks itself, it only names them. */
  private ObjectNode nestedBlock(
      @Nullable MatchResult inner, MatchResult stored, boolean required) {
    String form = stored.group(3);
    boolean single = form.equals("struct");
    ObjectNode nested = JSON.objectNode();
    nested.put("nesting", single ? "single" : form);
    nested.put("min", required ? 1 : 0);
    nested.put("max", single || inner == null || !inner.group(2).equals("OutputReference") ? 0 : 1);
    nested.set(
        "block",
        structure(inner == null ? stored.group(4).replaceFirst("List$", "") : inner.group(1)));
    return nested;
  }

  private ObjectNode structure(String name) {
    String body =
        between(javascript, "class " + name + "OutputReference extends ", "\nexports." + name);
    String written = between(javascript, "function " + lowerFirst(name) + "ToHclTerraform(", "\n}");
    return block(name, body, written, properties(declarations, name));
  }

  private JsonNode type(
      String owner, String key, String body, @Nullable MatchResult inner, String stored) {
    if (inner != null) {
      return collection(inner);
    }
    int getter = body.indexOf("Attribute('" + key + "')");
    if (getter >= 0) {
      String line =
          body.substring(body.lastIndexOf('\n', getter) + 1, getter + "Attribute".length());
      for (Map.Entry<String, JsonNode> candidate : GETTERS.entrySet()) {
        if (line.endsWith(candidate.getKey())) {
          return candidate.getValue();
        }
      }
    }
    Matcher made = Pattern.compile("new cdktf\\.(\\w+)\\(this, \"" + key + "\"").matcher(body);
    JsonNode known = STORED.get(made.find() ? lowerFirst(made.group(1)) : stored);
    if (known == null) {
      throw new IllegalArgumentException(owner + "." + key + " has a type that is not known here");
    }
    return known;
  }

  /**
   * A collection of objects that is an attribute and no block: nobody writes it but the provider.
   */
  private ArrayNode collection(MatchResult inner) {
    ObjectNode members = JSON.objectNode();
    ObjectNode structure = structure(inner.group(1));
    structure
        .get("attributes")
        .fields()
        .forEachRemaining(member -> members.set(member.getKey(), member.getValue().get("type")));
    String form =
        inner.group(2).equals("Map") ? "map" : "true".equals(inner.group(4)) ? "set" : "list";
    ArrayNode object = JSON.arrayNode().add("object").add(members);
    return JSON.arrayNode().add(form).add(object);
  }

  /** What the declarations say of an interface's properties, by attribute. */
  private static Map<String, Property> properties(String declarations, String name) {
    Map<String, Property> all = new HashMap<>();
    String text = between(declarations, "export interface " + name + " ", "\n}");
    for (MatchResult property : results(PROPERTY, text)) {
      Matcher link = LINK.matcher(property.group(1));
      if (link.find()) {
        ArrayNode values = JSON.arrayNode();
        Matcher listed = VALUES.matcher(property.group(1));
        if (listed.find()) {
          results(QUOTED, listed.group(1)).forEach(quoted -> values.add(quoted.group(1)));
        }
        all.put(link.group(1), new Property(property.group(2).isEmpty(), values));
      }
    }
    return all;
  }

  private static List<MatchResult> results(Pattern pattern, String text) {
    return pattern.matcher(text).results().collect(Collectors.toList());
  }

  /** The text from a beginning to the first end behind it; empty if there is no such beginning. */
  private static String between(String text, String beginning, String end) {
    int start = text.indexOf(beginning);
    if (start < 0) {
      return "";
    }
    int stop = text.indexOf(end, start);
    return text.substring(start, stop < 0 ? text.length() : stop);
  }

  private static String lowerFirst(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private static ArrayNode of(String form, String element) {
    return JSON.arrayNode().add(form).add(element);
  }

  /** Whether something must be set, and what it may be. */
  private static final class Property {
    private static final Property OPTIONAL = new Property(false, JSON.arrayNode());

    private final boolean required;
    private final ArrayNode values;

    private Property(boolean required, ArrayNode values) {
      this.required = required;
      this.values = values;
    }
  }
}
