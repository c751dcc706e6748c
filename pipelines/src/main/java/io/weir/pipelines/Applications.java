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

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The applications that are on the class path, found by {@link ServiceLoader}. */
public final class Applications {

  private Applications() {}

  /**
   * The one of a name.
   *
   * @param setting what named it, for the message
   * @throws InvalidSettingException if there is none
   */
  public static Application named(String setting, String name) {
    List<Application> known = new ArrayList<>();
    ServiceLoader.load(Application.class).forEach(known::add);
    return known.stream()
        .filter(application -> application.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(setting, name, known));
  }

  private static InvalidSettingException unknown(
      String setting, String name, List<Application> known) {
    List<String> names = known.stream().map(Application::name).sorted().collect(toList());
    return new InvalidSettingException(
        (name.isEmpty() ? setting + " is missing" : setting + " is " + name)
            + ", must be "
            + names.stream().collect(joining(" or "))
            + NearestNames.question(name, names));
  }
}
