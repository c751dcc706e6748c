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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import com.pholser.junit.quickcheck.From;
import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.generator.java.lang.Encoded;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;
import io.weir.proto.v1.Reason;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Test;
import org.junit.runner.RunWith;

@RunWith(JUnitQuickcheck.class)
public final class CodersTest {

  @Property(trials = 50)
  public void aPredictionComesBackEqual(
      double score,
      @From(Encoded.class) @Encoded.InCharset("UTF-8") String model,
      @From(Encoded.class) @Encoded.InCharset("UTF-8") String version,
      Lane lane,
      boolean degraded)
      throws Exception {
    Prediction prediction = Prediction.of(score, model, version, lane, degraded);

    CoderProperties.coderDecodeEncodeEqual(PredictionCoder.of(), prediction);
    CoderProperties.coderDeterministic(PredictionCoder.of(), prediction, prediction);
    Prediction assigned = prediction.withAssignment("experiment/arm");
    CoderProperties.coderDecodeEncodeEqual(PredictionCoder.of(), assigned);
    CoderProperties.coderDeterministic(PredictionCoder.of(), assigned, assigned);
    assertThat(assigned.equals(prediction), is(false));
    assertThat(assigned.withAssignment(""), is(prediction));
  }

  @Property(trials = 50)
  public void aFailureComesBackEqual(String detail, short attempts) throws Exception {
    ScoringFailure failure =
        ScoringFailure.of(
            Reason.MODEL_ERROR, printable(detail), Math.max(1, Math.abs((int) attempts)));

    CoderProperties.coderDecodeEncodeEqual(ScoringFailureCoder.of(), failure);
  }

  @Test
  public void negativeZeroIsAnotherScoreThanZero() throws Exception {
    ModelDescription model = FakeSource.description(1, 1);
    Prediction negative = Prediction.of(model, -0.0);

    assertThat(negative.equals(Prediction.of(model, 0.0)), is(false));
    CoderProperties.coderDecodeEncodeEqual(PredictionCoder.of(), negative);
  }

  @Test
  public void aPredictionIsShort() throws Exception {
    Prediction prediction = Prediction.of(0.5, "fraud", "1", Lane.TRITON, true);

    assertThat(CoderUtils.encodeToByteArray(PredictionCoder.of(), prediction).length, is(18));
  }

  @Test
  public void bytesOfAnotherFormatAreRefused() throws Exception {
    byte[] prediction =
        CoderUtils.encodeToByteArray(
            PredictionCoder.of(), Prediction.of(0.5, "fraud", "1", Lane.RULES, false));
    prediction[0] = 9;
    byte[] failure =
        CoderUtils.encodeToByteArray(
            ScoringFailureCoder.of(), ScoringFailure.of(Reason.MODEL_ERROR, "detail", 1));
    failure[0] = 9;

    assertThrows(
        CoderException.class,
        () -> CoderUtils.decodeFromByteArray(PredictionCoder.of(), prediction));
    assertThrows(
        CoderException.class,
        () -> CoderUtils.decodeFromByteArray(ScoringFailureCoder.of(), failure));
  }

  @Test
  public void everyLaneKeepsItsCode() {
    List<String> lanes = new ArrayList<>();
    for (Lane lane : Lane.values()) {
      lanes.add(lane.code() + " " + lane.label());
      assertThat(Lane.ofCode(lane.code()), is(lane));
    }

    assertThat(
        lanes, is(List.of("1 embedded", "2 triton", "3 http", "4 tflite", "5 rules", "6 default")));
  }

  @Test
  public void theCodersAreEqualAfterTravel() {
    assertThat(SerializableUtils.clone(PredictionCoder.of()), is(PredictionCoder.of()));
    assertThat(SerializableUtils.clone(ScoringFailureCoder.of()), is(ScoringFailureCoder.of()));
  }

  @Test
  public void aDetailIsOneLineOfBoundedLength() {
    ScoringFailure failure =
        ScoringFailure.of(Reason.MODEL_ERROR, " first\n\tsecond " + "x".repeat(1000), 1);

    assertThat(failure.detail().startsWith("first second x"), is(true));
    assertThat(failure.detail().length(), is(500));
  }

  @Test
  public void aScoreThatIsNoNumberIsNoPrediction() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Prediction.of(FakeSource.description(1, 1), Double.NaN));
  }

  /** Half a surrogate pair has no UTF-8 form. */
  private static String printable(String text) {
    return text.replaceAll("[\\ud800-\\udfff]", "?");
  }
}
