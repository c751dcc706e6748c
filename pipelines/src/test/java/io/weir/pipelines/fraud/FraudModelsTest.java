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
package io.weir.pipelines.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import io.weir.inference.FeatureRows;
import io.weir.inference.FollowedModel;
import io.weir.inference.Lane;
import io.weir.inference.Model;
import io.weir.inference.Prediction;
import io.weir.inference.SharedModels;
import io.weir.onnx.OnnxModelSource;
import io.weir.proto.fraud.v1.Decision;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FraudModelsTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void withoutARouterTheLightModelAnswersAlone() {
    assertThat(scoring().routing().router().explain(), is("light answers\n"));
  }

  @Test
  public void theCascadeAsksTritonInItsBandAndFallsBackToTheLightModel() {
    String explained =
        scoring("--router=cascade", "--triton=a:1,b:2", "--band=0.1..0.2").routing().explain();

    assertThat(explained, containsString("light answers, but in 0.1 to 0.2:\n  heavy answers\n"));
    assertThat(explained, containsString("heavy: fraud-heavy latest (triton), deadline PT1S"));
    assertThat(explained, containsString("on failure fall-back to light"));
  }

  @Test
  public void howTheHeavyModelIsAskedCanBeSaid() {
    String explained =
        scoring(
                "--router=heavy",
                "--triton=a:1,b:1",
                "--heavyBatch=8..32",
                "--heavyHedgeAfter=PT0.03S",
                "--heavyQueuedRows=10000")
            .routing()
            .explain();

    assertThat(explained, containsString(", batches of 8 to 32 within PT0.5S"));
    assertThat(explained, containsString(", at most 10000 queued rows"));
    assertThat(explained, containsString(", hedged after PT0.03S"));
    assertThat(
        scoring("--router=heavy", "--triton=a:1", "--heavyBatch=64", "--heavyBatchLatency=PT0.02S")
            .routing()
            .explain(),
        containsString(", batches of 64 to 64 within PT0.02S"));
  }

  @Test
  public void aWrongWayToAskTheHeavyModelIsOneLine() {
    for (String batch : List.of("0", "0..8", "9..8", "8..65", "65", "many", "8..", "-1")) {
      assertThat(
          heavyRefusal("--heavyBatch=" + batch),
          is("heavyBatch is " + batch + ", must be LEAST..MOST or one number, from 1 to 64"));
    }
    assertThat(
        heavyRefusal("--heavyBatchLatency=PT0.1S"),
        is("heavyBatchLatency is PT0.1S and heavyBatch is not given, must be given"));
    assertThat(
        heavyRefusal("--heavyBatch=8", "--heavyBatchLatency=PT2S"),
        is("heavyBatchLatency is PT2S, must be at most heavyDeadline, PT1S"));
    assertThat(
        heavyRefusal("--heavyBatch=8", "--heavyBatchLatency=short"),
        is("--heavyBatchLatency is short, must be an ISO-8601 duration such as PT1M or P1D"));
    for (String after : List.of("PT1S", "PT0.0001S")) {
      assertThat(
          heavyRefusal("--heavyHedgeAfter=" + after),
          is(
              "heavyHedgeAfter is "
                  + after
                  + ", must be at least PT0.001S and less than heavyDeadline, PT1S"));
    }
    assertThat(
        heavyRefusal("--heavyHedgeAfter=30ms"),
        is("--heavyHedgeAfter is 30ms, must be an ISO-8601 duration such as PT1M or P1D"));
    for (String rows : List.of("0", "-5", "many", "99999999999")) {
      assertThat(
          heavyRefusal("--heavyQueuedRows=" + rows),
          is("heavyQueuedRows is " + rows + ", must be a number from 1 to 999999999"));
    }
  }

  @Test
  public void theLightModelIsNotOpenedWhereNobodyAsksIt() {
    String explained =
        scoring("--router=heavy", "--triton=a:1", "--onHeavyFailure=wait").routing().explain();

    assertThat(explained, containsString("on failure wait PT15M"));
    assertThat(explained, not(containsString("fraud-default")));
  }

  @Test
  public void eachModelHasThresholdsOfItsOwn() {
    FraudScoring scoring =
        SerializableUtils.clone(
            scoring("--router=shadow", "--triton=a:1", "--onHeavyFailure=default-decision"));

    assertThat(scoring.decide(prediction(0.99, "fraud-default")), is(Decision.BLOCK));
    assertThat(scoring.decide(prediction(0.99, "fraud-heavy")), is(Decision.BLOCK));
    assertThat(scoring.decide(prediction(0.0, "fraud-heavy")), is(Decision.PASS));
    assertThat(scoring.decide(prediction(0.99, "default")), is(Decision.PASS));
  }

  @Test
  public void aFollowedModelIsJudgedByTheThresholdsOfTheVersionThatAnswered() throws Exception {
    Path folder = temporary.getRoot().toPath();
    copy("model.onnx", folder);
    Files.writeString(folder.resolve("model.json"), manifest());
    FraudScoring scoring =
        SerializableUtils.clone(scoringOf(folder.toString(), "--modelRefresh=PT0.01S"));
    FollowedModel source =
        FollowedModel.in(folder.toString(), OnnxModelSource::of).every(Duration.ofMillis(10));
    try (SharedModels.Lease lease = SharedModels.ofProcess().acquire(source)) {
      Files.writeString(
          folder.resolve("model.json"),
          manifest()
              .replace("\"version\": \"1.0.0\"", "\"version\": \"2.0.0\"")
              .replaceFirst("\"review\": [0-9.]+", "\"review\": 0.9")
              .replaceFirst("\"block\": [0-9.]+", "\"block\": 0.95"));
      awaitVersion(lease.model(), "2.0.0");
    }

    assertThat(scoring.decide(prediction(0.5, "fraud-default", "1.0.0")), is(Decision.BLOCK));
    assertThat(scoring.decide(prediction(0.5, "fraud-default", "2.0.0")), is(Decision.PASS));
    assertThat(scoring.decide(prediction(0.93, "fraud-default", "2.0.0")), is(Decision.REVIEW));
    assertThat(scoring.decide(prediction(0.5, "fraud-default", "0.9.0")), is(Decision.BLOCK));
  }

  @Test
  public void aRouterCanStandInAFile() throws IOException {
    String file =
        file(
            "router.yaml",
            "router:",
            "  when:",
            "    if: {feature: TX_AMOUNT, above: 1000}",
            "    then: heavy",
            "    else: {cascade: {light: light, band: [0.003, 0.5], heavy: heavy}}");

    assertThat(
        scoring("--router=" + file, "--triton=a:1").routing().router().explain(),
        is(
            "where TX_AMOUNT > 1000.0:\n"
                + "  heavy answers\n"
                + "else:\n"
                + "  light answers, but in 0.003 to 0.5:\n"
                + "    heavy answers\n"));
    assertThat(
        scoring("--router=" + file("light.json", "{\"router\": \"light\"}"))
            .routing()
            .router()
            .explain(),
        is("light answers\n"));
  }

  @Test
  public void theCanarysShareCanStandInAFile() throws IOException {
    String share = file("share", "0.25");

    assertThat(
        scoring("--router=canary", "--triton=a:1", "--canaryShare=" + share)
            .routing()
            .router()
            .explain(),
        containsString("for the share of the keys in " + share + ", read every PT5S:\n  heavy"));
    assertThat(
        refusal("--router=canary", "--triton=a:1", "--canaryShare=many"),
        is("share file is many; allowed: a file that holds a number from 0 to 1"));
  }

  @Test
  public void aCascadeInAFileCanHaveABudgetAndAnExperiment() throws IOException {
    String file =
        file(
            "router.yaml",
            "router:",
            "  split:",
            "    experiment: heavier",
            "    arms:",
            "      - {name: control, share: 0.5, router: light}",
            "      - name: treatment",
            "        share: 0.5",
            "        router:",
            "          cascade:",
            "            light: light",
            "            band: [0.003, 0.5]",
            "            heavy: {budget: {within: PT0.5S, preferred: heavy, fast: light}}");

    assertThat(
        scoring("--router=" + file, "--triton=a:1").routing().router().explain(),
        is(
            "in experiment heavier:\n"
                + "  control, 50.0 % of the keys:\n"
                + "    light answers\n"
                + "  treatment, 50.0 % of the keys:\n"
                + "    light answers, but in 0.003 to 0.5:\n"
                + "      where enough is left of PT0.5S:\n"
                + "        heavy answers\n"
                + "      else:\n"
                + "        light answers\n"));
  }

  @Test
  public void aWrongFileIsOneLineThatNamesIt() throws IOException {
    String other = file("other.yml", "router: huge");
    assertThat(
        refusal("--router=" + other),
        is(other + ": router asks the model huge, must be light or heavy"));
    assertThat(
        refusal("--router=/no/such.yaml"),
        is("router file is /no/such.yaml; allowed: a file that exists"));
    String feature =
        file(
            "feature.yaml",
            "router: {when: {if: {feature: X, above: 1}, then: light, else: heavy}}");
    assertThat(
        refusal("--router=" + feature, "--triton=a:1"),
        containsString("feature is X; allowed: one of [TX_AMOUNT, "));
  }

  @Test
  public void aWrongSettingIsOneLineThatSaysWhatIsAllowed() {
    assertThat(
        refusal("--router=dice"),
        is(
            "router is dice, must be light, heavy, cascade, canary, shadow, or a file that ends with"
                + " .yaml, .yml or .json"));
    assertThat(
        refusal("--router=cascade"),
        is("router is cascade and triton is not given, must be auto or HOST:PORT[,HOST:PORT]"));
    assertThat(
        refusal("--router=cascade", "--triton=a:1", "--band=0.2..0.1"),
        is("band is 0.2..0.1, must be LOW..HIGH"));
    assertThat(
        refusal("--router=cascade", "--triton=a:1", "--band=half"),
        is("band is half, must be LOW..HIGH"));
    assertThat(
        refusal("--router=heavy", "--triton=a:1", "--onHeavyFailure=panic"),
        is("onHeavyFailure is panic, must be fall-back, dead-letter, default-decision or wait"));
    assertThat(
        refusal("--router=canary", "--triton=a:1", "--canaryShare=2"),
        is("share is 2.0; allowed: 0 to 1"));
    assertThat(refusal("--router=heavy", "--triton=nowhere"), containsString("nowhere"));
    assertThat(
        refusal("--modelRefresh=PT10S"),
        is("modelRefresh is PT10S and model is default, must be a folder"));
    assertThat(
        refusal("--modelTopic=models"),
        is("modelTopic is models and modelRefresh is not given, must be given"));
  }

  @Test
  public void aWrongRefreshIsOneLine() throws Exception {
    Path folder = temporary.getRoot().toPath();
    copy("model.onnx", folder);
    copy("model.json", folder);
    assertThat(
        refusal(folder, "--modelRefresh=often"),
        is("--modelRefresh is often, must be an ISO-8601 duration such as PT1M or P1D"));
    assertThat(
        refusal(folder, "--modelRefresh=PT0S"), is("--modelRefresh is PT0S, must be above zero"));
    assertThat(
        refusal(folder, "--modelRefresh=P2D"),
        is("interval of a followed model is PT48H; allowed: PT0.01S to PT24H"));
  }

  private String file(String name, String... lines) throws IOException {
    Path file = temporary.newFile(name).toPath();
    Files.writeString(file, String.join("\n", lines) + "\n");
    return file.toString();
  }

  private static Prediction prediction(double score, String model) {
    return prediction(score, model, "1");
  }

  private static Prediction prediction(double score, String model, String version) {
    return Prediction.of(score, model, version, Lane.TRITON, false);
  }

  private static void awaitVersion(Model model, String version) throws Exception {
    FeatureRows row = FeatureRows.copyOf(new float[model.description().features().size()]);
    long start = System.nanoTime();
    while (!model.score(row, LONG).get(60, TimeUnit.SECONDS).version().equals(version)) {
      assertThat(System.nanoTime() - start, is(lessThan(LONG.toNanos())));
    }
  }

  private static String manifest() throws IOException {
    try (InputStream stream = resource("model.json")) {
      return new String(stream.readAllBytes(), UTF_8);
    }
  }

  private static void copy(String file, Path folder) throws IOException {
    try (InputStream stream = resource(file)) {
      Files.copy(stream, folder.resolve(file));
    }
  }

  private static InputStream resource(String file) {
    String resource = "/fraud/model/" + file;
    return Objects.requireNonNull(FraudModels.class.getResourceAsStream(resource), resource);
  }

  private static FraudScoring scoring(String... arguments) {
    return scoringOf("default", arguments);
  }

  private static FraudScoring scoringOf(String model, String... arguments) {
    return FraudModels.of(
        FraudFeatures.SET,
        model,
        PipelineOptionsFactory.fromArgs(arguments).as(FraudOptions.class));
  }

  private static String heavyRefusal(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--router=heavy", "--triton=a:1"));
    all.addAll(List.of(arguments));
    return refusal(all.toArray(new String[0]));
  }

  private static String refusal(String... arguments) {
    return refusal(Path.of("default"), arguments);
  }

  private static String refusal(Path model, String... arguments) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> scoringOf(model.toString(), arguments))
            .getMessage());
  }
}
