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

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchUnitRunner;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.runner.RunWith;

/** Dependencies point one way: proto, transforms, pipelines, launcher, runners. */
@RunWith(ArchUnitRunner.class)
@AnalyzeClasses(packages = "io.weir", importOptions = ImportOption.DoNotIncludeTests.class)
public class DependencyDirectionTest {

  private static final String[] LIBRARY = {
    "io.weir.features..", "io.weir.streams..", "io.weir.inference..", "io.weir.onnx.."
  };

  @ArchTest
  public static final ArchRule THE_LIBRARY_SEES_NO_RUNNER_AND_NO_PIPELINE =
      noClasses()
          .that()
          .resideInAnyPackage(LIBRARY)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.weir.pipelines..",
              "io.weir.launcher..",
              "io.weir.runner..",
              "org.apache.beam.runners..",
              "org.apache.flink..");

  @ArchTest
  public static final ArchRule FEATURES_KNOW_NO_KAFKA_AND_NO_MODEL =
      noClasses()
          .that()
          .resideInAPackage("io.weir.features..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.weir.streams..", "io.weir.inference..", "org.apache.kafka..", "ai.onnxruntime..");

  @ArchTest
  public static final ArchRule ONLY_ONNX_KNOWS_ITS_ENGINE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.weir.onnx..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.onnxruntime..");

  @ArchTest
  public static final ArchRule PIPELINES_SEE_NO_RUNNER =
      noClasses()
          .that()
          .resideInAPackage("io.weir.pipelines..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.weir.launcher..",
              "io.weir.runner..",
              "org.apache.beam.runners..",
              "org.apache.flink..");

  @ArchTest
  public static final ArchRule THE_LAUNCHER_SEES_NO_RUNNER =
      noClasses()
          .that()
          .resideInAPackage("io.weir.launcher..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.weir.runner..", "org.apache.beam.runners..", "org.apache.flink..");

  @ArchTest
  public static final ArchRule ONE_CLASS_READS_THE_CLOCK =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.weir.streams.WallClock")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(org.joda.time.Instant.class, "now");

  @ArchTest
  public static final ArchRule NO_PACKAGES_DEPEND_ON_EACH_OTHER_IN_A_CIRCLE =
      slices().matching("io.weir.(**)").should().beFreeOfCycles();
}
