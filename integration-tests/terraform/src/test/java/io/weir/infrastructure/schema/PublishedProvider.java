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

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.infrastructure.program.NpmPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A provider whose schema is published as classes of the CDK for Terraform. That project is
 * archived, so these are the last ones: they stand still while the provider goes on.
 */
enum PublishedProvider {
  GOOGLE("google", "@cdktf/provider-google", "16.12.1", ""),
  GOOGLE_BETA("google-beta", "@cdktf/provider-google-beta", "16.12.1", "google-"),
  KUBERNETES("kubernetes", "@cdktf/provider-kubernetes", "12.1.1", "");

  private static final Pattern VERSION =
      Pattern.compile("registry\\.terraform\\.io/providers/hashicorp/[\\w-]+/([0-9.]+)/docs");

  private final String source;
  private final String packageName;
  private final String packageVersion;
  private final String folderPrefix;

  PublishedProvider(String source, String packageName, String packageVersion, String folderPrefix) {
    this.source = source;
    this.packageName = packageName;
    this.packageVersion = packageVersion;
    this.folderPrefix = folderPrefix;
  }

  /** Its name in Terraform's registry, below hashicorp. */
  String source() {
    return source;
  }

  /** The first word of its types, such as google. */
  private String typePrefix() {
    return source.startsWith("google") ? "google" : source;
  }

  /**
   * Reads the schema of some of its types; those that it does not have are left out.
   *
   * @param folder for the classes that are read
   */
  Published read(Collection<String> resources, Collection<String> dataSources, Path folder)
      throws IOException, InterruptedException {
    NpmPackage npm = NpmPackage.of(packageName, packageVersion);
    Set<String> names = new HashSet<>(npm.names());
    Map<String, String> resourceFolders = folders(resources, "", names);
    Map<String, String> dataFolders = folders(dataSources, "data-" + typePrefix() + "-", names);
    List<String> wanted = new ArrayList<>(files("package/lib/provider"));
    resourceFolders.values().forEach(path -> wanted.addAll(files(path)));
    dataFolders.values().forEach(path -> wanted.addAll(files(path)));
    npm.unpack(wanted, folder);
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.set("provider", schema("package/lib/provider", folder));
    read(resourceFolders, folder, schema.putObject("resources"));
    read(dataFolders, folder, schema.putObject("data_sources"));
    return new Published(schema, version(folder));
  }

  /** Where the classes of the types lie in the package, by type. */
  private Map<String, String> folders(
      Collection<String> types, String dataPrefix, Set<String> names) {
    Map<String, String> all = new TreeMap<>();
    for (String type : types) {
      if (type.startsWith(typePrefix() + "_")) {
        String name = type.substring(typePrefix().length() + 1).replace('_', '-');
        String path = "package/lib/" + (dataPrefix.isEmpty() ? folderPrefix : dataPrefix) + name;
        if (names.contains(path + "/index.js")) {
          all.put(type, path);
        }
      }
    }
    return all;
  }

  private static List<String> files(String path) {
    return List.of(path + "/index.js", path + "/index.d.ts");
  }

  private static void read(Map<String, String> folders, Path root, ObjectNode into)
      throws IOException {
    for (Map.Entry<String, String> entry : folders.entrySet()) {
      into.set(entry.getKey(), schema(entry.getValue(), root));
    }
  }

  private static ObjectNode schema(String path, Path root) throws IOException {
    try {
      return PublishedClass.schema(
          Files.readString(root.resolve(path + "/index.js")),
          Files.readString(root.resolve(path + "/index.d.ts")));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
    }
  }

  private static String version(Path root) throws IOException {
    String text = Files.readString(root.resolve("package/lib/provider/index.d.ts"));
    Matcher matcher = VERSION.matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException("package/lib/provider does not say its version");
    }
    return matcher.group(1);
  }

  /** A schema, and the provider's version whose it is. */
  static final class Published {
    private final ObjectNode schema;
    private final String version;

    private Published(ObjectNode schema, String version) {
      this.schema = schema;
      this.version = version;
    }

    ObjectNode schema() {
      return schema;
    }

    String version() {
      return version;
    }
  }
}
