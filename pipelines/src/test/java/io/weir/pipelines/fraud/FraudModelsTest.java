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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import io.weir.inference.Lane;
import io.weir.inference.Prediction;
import io.weir.pipelines.RouterOptions;
import io.weir.proto.fraud.v1.Decision;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Test;

public class FraudModelsTest {

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
  public void aWrongSettingIsOneLineThatSaysWhatIsAllowed() {
    assertThat(
        refusal("--router=dice"),
        is("router is dice, must be light, heavy, cascade, canary or shadow"));
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
  }

  private static Prediction prediction(double score, String model) {
    return Prediction.of(score, model, "1", Lane.TRITON, false);
  }

  private static FraudScoring scoring(String... arguments) {
    return FraudModels.of(
        "default", PipelineOptionsFactory.fromArgs(arguments).as(RouterOptions.class));
  }

  private static String refusal(String... arguments) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> scoring(arguments)).getMessage());
  }
}
