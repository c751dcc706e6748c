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

import static java.util.stream.Collectors.toCollection;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.weir.matrix.Covers;
import io.weir.pipelines.Application;
import io.weir.streams.ReadEvents;
import io.weir.streams.WriteRecords;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.transforms.PTransform;
import org.junit.BeforeClass;
import org.junit.Test;

/** Every transform and every application is in a spec of the matrix. */
public class MatrixCoverageTest {
  /** What is not, and the test in its place. */
  private static final Map<Class<?>, Class<?>> ELSEWHERE =
      // The writer of Kafka itself: in a spec the sinks are in its place.
      Map.of(WriteRecords.class, SecuredKafkaTest.class);

  private static final Set<String> TESTS =
      Set.of("harness", "matrix", "suites", "benchmarks", "dataflow");

  private static JavaClasses classes;

  @BeforeClass
  public static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.weir");
  }

  @Test
  public void whatIsPublicIsCovered() {
    Set<String> missing = published();
    assertThat(missing, hasItem(ReadEvents.class.getName()));
    classes.stream()
        .filter(type -> type.isAnnotatedWith(Covers.class))
        .forEach(
            spec -> {
              for (Class<?> covered : spec.getAnnotationOfType(Covers.class).value()) {
                missing.remove(covered.getName());
              }
            });
    ELSEWHERE.keySet().forEach(type -> missing.remove(type.getName()));

    assertThat("without a spec that has @Covers of it", missing, is(empty()));
  }

  @Test
  public void whatASpecSaysThatItCoversItUses() {
    classes.stream()
        .filter(type -> type.isAnnotatedWith(Covers.class))
        .forEach(
            spec -> {
              for (Class<?> covered : spec.getAnnotationOfType(Covers.class).value()) {
                assertThat(spec.getName(), used(spec), hasItem(covered.getName()));
              }
            });
  }

  @Test
  public void whatIsTestedElsewhereIsInNoSpec() {
    classes.stream()
        .filter(type -> type.isAnnotatedWith(Covers.class))
        .forEach(
            spec ->
                ELSEWHERE
                    .keySet()
                    .forEach(type -> assertThat(used(spec), not(hasItem(type.getName())))));
  }

  @Test
  public void theTestInItsPlaceUsesIt() {
    ELSEWHERE.forEach(
        (type, test) ->
            assertThat(used(new ClassFileImporter().importClass(test)), hasItem(type.getName())));
  }

  private static Set<String> used(JavaClass spec) {
    return spec.getDirectDependenciesFromSelf().stream()
        .map(dependency -> dependency.getTargetClass().getName())
        .collect(toCollection(TreeSet::new));
  }

  /** All but the test kit's own. */
  private static Set<String> published() {
    return classes.stream()
        .filter(
            type -> type.isAssignableTo(PTransform.class) || type.isAssignableTo(Application.class))
        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(type -> !type.isInterface())
        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
        .filter(type -> !TESTS.contains(type.getPackageName().split("\\.", -1)[2]))
        .map(JavaClass::getName)
        .collect(toCollection(TreeSet::new));
  }
}
