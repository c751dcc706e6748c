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

import static java.util.stream.Collectors.toList;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A pom that is published, as a stranger's build reads it. */
final class PublishedPom {
  private final Element project;

  private PublishedPom(Element project) {
    this.project = project;
  }

  static PublishedPom read(Path file) throws Exception {
    return new PublishedPom(
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getDocumentElement());
  }

  boolean has(String element) {
    return project.getElementsByTagName(element).getLength() > 0;
  }

  /** What it depends on, or which versions it sets: all that it names. */
  List<Dependency> dependencies() {
    NodeList found = project.getElementsByTagName("dependency");
    List<Dependency> all = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      all.add(new Dependency((Element) found.item(i)));
    }
    return all;
  }

  List<Dependency> dependencies(String group) {
    return dependencies().stream().filter(each -> each.group.equals(group)).collect(toList());
  }

  /** One of them. */
  static final class Dependency {
    final String group;
    final String artifact;
    final String version;
    final String scope;

    private Dependency(Element element) {
      group = text(element, "groupId");
      artifact = text(element, "artifactId");
      version = text(element, "version");
      scope = text(element, "scope");
    }

    private static String text(Element element, String name) {
      NodeList found = element.getElementsByTagName(name);
      return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    @Override
    public String toString() {
      return group + ":" + artifact + ":" + version + ":" + scope;
    }
  }
}
