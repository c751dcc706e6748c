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

package io.weir.infrastructure.google;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.weir.infrastructure.TerraformFolder;
import io.weir.infrastructure.TerraformRun;
import io.weir.infrastructure.TerraformTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.JUnit4;

/**
 * Terraform's own validate and test over the folders of Google Cloud and Kubernetes, with providers
 * that know the published schemas and nothing else.
 */
@RunWith(JUnit4.class)
public final class SchemaValidationTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static TerraformTree tree;

  @BeforeClass
  public static void copy() throws Exception {
    tree = SchemaFolders.copy();
  }

  @AfterClass
  public static void delete() {
    if (tree != null) {
      tree.close();
    }
  }

  @Test
  public void everyFolderIsValid() throws Exception {
    assertThat(SchemaFolders.all().size(), is(greaterThan(5)));
    for (TerraformFolder folder : SchemaFolders.all()) {
      TerraformRun run = validate(tree, folder.name());
      assertThat(folder + ": " + run.output(), run.exitCode(), is(0));
    }
  }

  @Test
  public void theTestsOfEveryModulePass() throws Exception {
    int tested = 0;
    for (TerraformFolder folder : SchemaFolders.all()) {
      if (Files.isDirectory(folder.path().resolve("tests"))) {
        tree.init(folder.name());
        TerraformRun run = tree.run(folder.name(), PATIENCE, "test");
        assertThat(folder + ": " + run.output(), run.exitCode(), is(0));
        tested++;
      }
    }
    assertThat(tested, is(greaterThan(5)));
  }

  @Test
  public void anUnknownAttributeIsRefused() throws Exception {
    assertRefused(
        "modules/kafka-managed-gcp",
        "main.tf",
        "vcpu_count   =",
        "vcpus_count  =",
        "Unsupported argument");
  }

  @Test
  public void anUnknownBlockIsRefused() throws Exception {
    assertRefused(
        "modules/kafka-managed-gcp",
        "main.tf",
        "rebalance_config {",
        "rebalancing {",
        "Unsupported block type");
  }

  @Test
  public void aMissingAttributeIsRefused() throws Exception {
    assertRefused(
        "modules/dataflow-flex",
        "main.tf",
        "container_spec_gcs_path",
        "# container_spec_gcs_path",
        "Missing required argument");
  }

  @Test
  public void aMissingBlockIsRefused() throws Exception {
    assertRefused(
        "modules/kafka-managed-gcp",
        "main.tf",
        "  capacity_config {\n"
            + "    vcpu_count   = var.vcpu_count\n"
            + "    memory_bytes = var.memory_gib * 1024 * 1024 * 1024\n"
            + "  }\n",
        "",
        "Insufficient capacity_config blocks");
  }

  @Test
  public void aWrongTypeIsRefused() throws Exception {
    assertRefused(
        "modules/dataflow-flex",
        "main.tf",
        "enable_streaming_engine = true",
        "enable_streaming_engine = \"often\"",
        "Incorrect attribute value type");
  }

  @Test
  public void aReferenceToNothingIsRefused() throws Exception {
    assertRefused(
        "modules/dataflow-flex/identity",
        "outputs.tf",
        "google_service_account.worker.email",
        "google_service_account.worker.mail",
        "Unsupported attribute");
  }

  @Test
  public void aValueThatIsNotListedIsRefused() throws Exception {
    assertRefused(
        "modules/kafka-managed-gcp",
        "main.tf",
        "\"AUTO_REBALANCE_ON_SCALE_UP\"",
        "\"AUTO_REBALANCE\"",
        "is none of");
  }

  @Test
  public void aResourceOfTheOtherProviderIsRefused() throws Exception {
    assertRefused(
        "modules/dataflow-flex",
        "main.tf",
        "  provider = google-beta\n",
        "",
        "google_dataflow_flex_template_job");
  }

  @Test
  public void anUnknownArgumentOfAManifestIsRefused() throws Exception {
    assertRefused(
        "modules/kubernetes-manifests",
        "main.tf",
        "computed_fields =",
        "computed_field =",
        "Unsupported argument");
  }

  private static void assertRefused(
      String module, String file, String from, String to, String message) throws Exception {
    try (TerraformTree changed = SchemaFolders.copy()) {
      Path path = changed.of(module).resolve(file);
      String text = Files.readString(path);
      assertThat(file, text, containsString(from));
      Files.writeString(path, text.replace(from, to));
      TerraformRun run = validate(changed, module);
      assertThat(run.output(), run.exitCode(), is(not(0)));
      assertThat(run.output(), containsString(message));
    }
  }

  /** Initialising refuses some mistakes already. */
  private static TerraformRun validate(TerraformTree tree, String module) throws Exception {
    TerraformRun run = tree.run(module, PATIENCE, "init", "-backend=false");
    return run.exitCode() == 0 ? tree.run(module, PATIENCE, "validate") : run;
  }
}
