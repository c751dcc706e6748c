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
package io.weir.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * A folder that Maven and Gradle read as a repository. It holds no time and no metadata that a
 * server would keep, so that the same modules always give the same bytes; a snapshot is found under
 * its plain name.
 */
final class LibraryRepository {
  /** Where the build of a module leaves the pom for others. */
  private static final String POM = ".flattened-pom.xml";

  private static final List<String> JARS = List.of(".jar", "-sources.jar", "-javadoc.jar");

  /** By the file's ending: what Maven verifies, and what people do. */
  private static final Map<String, String> CHECKSUMS = Map.of("sha1", "SHA-1", "sha256", "SHA-256");

  private final Path folder;
  private final Map<String, Long> sizes = new TreeMap<>();

  LibraryRepository(Path folder) {
    this.folder = folder;
  }

  /**
   * Takes over what the build of a module has left.
   *
   * @param module its folder
   * @throws IOException if a file is missing
   */
  void add(Path module) throws IOException {
    Path target = module.resolve("target");
    Element pom = parse(target.resolve(POM));
    String artifact = child(pom, "artifactId", "");
    String version = child(pom, "version", "");
    String name = artifact + "-" + version;
    Path place = folder.resolve(child(pom, "groupId", "").replace('.', '/'));
    place = Files.createDirectories(place.resolve(artifact).resolve(version));
    add(artifact, target.resolve(POM), place.resolve(name + ".pom"));
    if (!child(pom, "packaging", "jar").equals("pom")) {
      for (String jar : JARS) {
        add(artifact, target.resolve(name + jar), place.resolve(name + jar));
      }
    }
  }

  private void add(String artifact, Path from, Path to) throws IOException {
    byte[] content = Files.readAllBytes(from);
    Files.write(to, content);
    for (Map.Entry<String, String> checksum : CHECKSUMS.entrySet()) {
      Files.writeString(
          to.resolveSibling(to.getFileName() + "." + checksum.getKey()),
          hex(checksum.getValue(), content));
    }
    sizes.merge(artifact, (long) content.length, Long::sum);
  }

  private static String hex(String algorithm, byte[] content) {
    try {
      StringBuilder hex = new StringBuilder();
      for (byte each : MessageDigest.getInstance(algorithm).digest(content)) {
        hex.append(Character.forDigit(each >> 4 & 0xF, 16))
            .append(Character.forDigit(each & 0xF, 16));
      }
      return hex.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }

  private static Element parse(Path pom) throws IOException {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(pom.toFile())
          .getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(pom + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String child(Element parent, String name, String otherwise) {
    for (int i = 0; i < parent.getChildNodes().getLength(); i++) {
      if (parent.getChildNodes().item(i).getNodeName().equals(name)) {
        return parent.getChildNodes().item(i).getTextContent().strip();
      }
    }
    return otherwise;
  }

  /** The bytes of each artifact, without checksums. */
  Map<String, Long> sizes() {
    return Collections.unmodifiableMap(sizes);
  }
}
