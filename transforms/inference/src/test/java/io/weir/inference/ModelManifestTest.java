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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Test;

public final class ModelManifestTest {
  private static final String SHA = "0123456789abcdef".repeat(4);
  private static final String FULL =
      "{'name': 'fraud', 'version': '2024-06-01', 'engine': 'onnx', 'file': 'model.onnx',"
          + " 'sha256': '"
          + SHA
          + "', 'features': ['a', 'b'], 'input': 'x', 'output': 'y',"
          + " 'thresholds': {'review': 0.5, 'block': 0.9}, 'max_batch': 32,"
          + " 'batch_invariant': true, 'description': 'text', 'provenance': {'rows': 7}}";

  @Test
  public void everyFieldIsRead() {
    ModelManifest manifest = parse(FULL);

    assertThat(manifest.name(), is("fraud"));
    assertThat(manifest.version(), is("2024-06-01"));
    assertThat(manifest.engine(), is("onnx"));
    assertThat(manifest.file(), is("model.onnx"));
    assertThat(manifest.sha256(), is(SHA));
    assertThat(manifest.features(), is(List.of("a", "b")));
    assertThat(manifest.input(), is(Optional.of("x")));
    assertThat(manifest.output(), is("y"));
    assertThat(manifest.thresholds(), is(Optional.of(Thresholds.of(0.5, 0.9))));
    assertThat(manifest.maxBatch(), is(32));
    assertThat(manifest.batchInvariant(), is(true));
  }

  @Test
  public void whatMayBeAbsentHasADefault() {
    ModelManifest manifest =
        parse(
            "{'name': 'fraud', 'version': '1', 'engine': 'onnx', 'file': 'f', 'sha256': '"
                + SHA
                + "', 'features': ['a'], 'output': 'y'}");

    assertThat(manifest.input(), is(Optional.empty()));
    assertThat(manifest.thresholds(), is(Optional.empty()));
    assertThat(manifest.maxBatch(), is(64));
    assertThat(manifest.batchInvariant(), is(false));
  }

  @Test
  public void sampleRowsAreReadWithTheirTolerance() throws Exception {
    String samples =
        ", 'samples': [{'features': [1, null], 'score': 0.5}, {'features': [2, 3], 'score': 0.5}]";
    FakeSource half =
        FakeSource.of(
            2,
            1,
            (rows, deadline) ->
                CompletableFuture.completedFuture(
                    Scores.of(new float[] {Float.isNaN(rows.value(0, 1)) ? 0.5f : 0.6f}, "1")));
    try (Model model = half.open()) {
      SampleRows strict = parse(FULL.replace("}}", "}" + samples + "}")).samples().orElseThrow();
      assertThat(strict.size(), is(2));
      assertThat(
          String.valueOf(
              assertThrows(InvalidModelException.class, () -> strict.check(model)).getMessage()),
          containsString("scores sample row 1 with 0.6; allowed: 0.5"));
      parse(FULL.replace("}}", "}" + samples + ", 'sample_tolerance': 0.2}"))
          .samples()
          .orElseThrow()
          .check(model);
    }
  }

  @Test
  public void aWrongSampleRowIsNamed() {
    String allowed =
        "; allowed: { \"features\": [numbers or null, one for each of the 2 features], \"score\":"
            + " number }";
    for (String sample :
        new String[] {
          "7",
          "{'features': [1], 'score': 0}",
          "{'features': [1, 'x'], 'score': 0}",
          "{'features': [1, 2], 'score': null}",
          "{'features': [1, 2], 'score': 0, 'weight': 1}"
        }) {
      assertThat(
          refused("}}", "}, 'samples': [{'features': [1, 2], 'score': 0}, " + sample + "]}"),
          is(
              "models/fraud: field \"samples[1]\" is "
                  + sample.replace('\'', '"').replace(" ", "")
                  + allowed));
    }
    assertThat(
        refused("}}", "}, 'samples': []}"),
        is(
            "models/fraud: field \"samples\" is []; allowed: a list of 1 to 1000 rows with their"
                + " scores"));
    assertThat(
        refused("}}", "}, 'sample_tolerance': -1}"),
        is("models/fraud: field \"sample_tolerance\" is -1; allowed: a number, at least 0"));
  }

  @Test
  public void theDescriptionSaysWhatTheManifestSays() {
    assertThat(
        parse(FULL).describe(Lane.TRITON),
        is(
            ModelDescription.named("fraud")
                .version("2024-06-01")
                .lane(Lane.TRITON)
                .features(List.of("a", "b"))
                .maxBatch(32)
                .batchInvariant(true)
                .build()));
  }

  @Test
  public void theIdDiffersWhereverTheManifestDiffers() {
    String id = parse(FULL).id();

    assertThat(id, startsWith("onnx:fraud:2024-06-01:"));
    assertThat(parse(FULL).id(), is(id));
    assertThat(parse(FULL.replace("32", "33")).id(), is(not(id)));
  }

  @Test
  public void aManifestTravelsToTheWorkers() {
    assertThat(SerializableUtils.clone(parse(FULL)).id(), is(parse(FULL).id()));
  }

  @Test
  public void aMissingFieldIsNamedWithWhatIsAllowed() {
    assertThat(
        refused("'output': 'y',", ""),
        is("models/fraud: field \"output\" is missing; allowed: 1 to 200 characters"));
    assertThat(
        refused("'name': 'fraud',", ""), containsString("field \"name\" is missing; allowed: "));
    assertThat(
        refused("'features': ['a', 'b'],", ""),
        containsString("field \"features\" is missing; allowed: a list of 1 to 4096 names"));
  }

  @Test
  public void aMisspeltFieldIsNamedWithTheKnownOnes() {
    assertThat(
        refused("max_batch", "maxBatch"),
        is(
            "models/fraud: field \"maxBatch\" is unknown; allowed: name, version, engine, file,"
                + " sha256, features, input, output, thresholds, max_batch, batch_invariant,"
                + " samples, sample_tolerance, description, provenance"));
  }

  @Test
  public void eachFieldOutOfRangeIsNamedWithItsValue() {
    assertThat(refused("'fraud'", "'Fraud 1'"), startsWith("models/fraud: field \"name\" is"));
    assertThat(refused("'2024-06-01'", "3"), containsString("field \"version\" is 3; allowed: a"));
    assertThat(refused("'onnx'", "''"), containsString("field \"engine\" is \"\"; allowed: 1 to"));
    assertThat(
        refused("'model.onnx'", "'../model.onnx'"),
        containsString("field \"file\" is \"../model.onnx\"; allowed: the name of a file in the"));
    assertThat(
        refused(SHA, SHA.toUpperCase(java.util.Locale.ROOT)),
        containsString("; allowed: 64 lower-case hexadecimal digits"));
    assertThat(refused("['a', 'b']", "[]"), containsString("field \"features\" is []; allowed:"));
    assertThat(
        refused("['a', 'b']", "['a', 'a']"),
        containsString("field \"features[1]\" is \"a\"; allowed: a list of 1 to 4096 names, none"));
    assertThat(refused("['a', 'b']", "['a', '']"), containsString("field \"features[1]\" is \"\""));
    assertThat(refused("'max_batch': 32", "'max_batch': 0"), containsString("\"max_batch\" is 0"));
    assertThat(
        refused("'max_batch': 32", "'max_batch': 1.5"),
        containsString("\"max_batch\" is 1.5; allowed: a whole number from 1 to 4096"));
    assertThat(
        refused("'batch_invariant': true", "'batch_invariant': 'yes'"),
        containsString("\"batch_invariant\" is \"yes\"; allowed: true or false"));
    assertThat(
        refused("'review': 0.5", "'review': 0.95"),
        containsString(
            "field \"thresholds\" is {\"review\":0.95,\"block\":0.9}; allowed: { \"review\": R,"
                + " \"block\": B } with 0 <= R <= B <= 1"));
    assertThat(refused("'block': 0.9", "'block': 2"), containsString("field \"thresholds\" is"));
    assertThat(refused("'block': 0.9", "'blok': 1"), containsString("field \"thresholds\" is"));
  }

  @Test
  public void whatIsNoJsonObjectIsRefusedInOneLine() {
    for (String json : List.of("", "[]", "{", "{} {}", "nonsense", "{'name': 'a', 'name': 'b'}")) {
      String message = refused(json);

      assertThat(message, startsWith("models/fraud: "));
      assertThat(message, not(containsString("\n")));
    }
  }

  private static ModelManifest parse(String json) {
    return ModelManifest.parse(json.replace('\'', '"').getBytes(UTF_8), "models/fraud");
  }

  private static String refused(String target, String replacement) {
    assertThat(FULL, containsString(target));
    return refused(FULL.replace(target, replacement));
  }

  private static String refused(String json) {
    return String.valueOf(
        assertThrows(InvalidModelException.class, () -> parse(json)).getMessage());
  }
}
