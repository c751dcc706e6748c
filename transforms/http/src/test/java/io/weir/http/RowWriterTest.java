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
package io.weir.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;
import io.weir.inference.FeatureRows;
import java.util.List;
import java.util.Random;
import org.junit.runner.RunWith;

@RunWith(JUnitQuickcheck.class)
public final class RowWriterTest {
  /** Any bits, so that tiny, huge and odd values are as likely as usual ones. */
  private static float any(Random random) {
    float value = Float.intBitsToFloat(random.nextInt());
    return Float.isFinite(value) ? value : random.nextFloat();
  }

  @Property(trials = 200)
  public void whatIsWrittenReadsBackAsTheSameFloats(long seed, boolean objects) throws Exception {
    Random random = new Random(seed);
    int rows = 1 + random.nextInt(20);
    List<String> features = List.of("a", "b \"quoted\"", "c");
    float[] values = new float[rows * features.size()];
    for (int index = 0; index < values.length; index++) {
      values[index] = any(random);
    }
    RowWriter writer =
        new RowWriter(features, objects ? RowShape.OBJECTS : RowShape.ARRAYS, NonFinite.REFUSE);
    JsonNode read =
        Json.read(
            Json.write(
                json -> writer.write(FeatureRows.wrap(values, rows, features.size()), null, json)));

    assertThat(read.size(), is(rows));
    for (int index = 0; index < values.length; index++) {
      JsonNode row = read.get(index / features.size());
      int column = index % features.size();
      JsonNode value = objects ? row.get(features.get(column)) : row.get(column);
      assertThat(Float.parseFloat(value.asText()), is(values[index]));
      assertThat((float) Double.parseDouble(value.asText()), is(values[index]));
    }
  }

  @Property(trials = 200)
  public void aScoreIsTheFloatNearestToItsText(long seed) throws Exception {
    Random random = new Random(seed);
    double first = Double.longBitsToDouble(random.nextLong());
    double second = random.nextDouble();
    String one = Double.isFinite(first) ? Double.toString(first) : "0.5";
    String document = "[" + one + ", " + second + "]";

    float[] scores = ScoreReader.read(Json.read(document), 2, "scores");

    assertThat(scores[0], is(Float.parseFloat(one)));
    assertThat(scores[1], is(Float.parseFloat(Double.toString(second))));
  }

  @Property(trials = 1)
  public void aScoreIsNotRoundedTwice() throws Exception {
    // Just above the middle of two floats; as a double it is the middle, which rounds down.
    String text = "1.00000005960464477539062500000000000001";

    assertThat(ScoreReader.read(Json.read("[" + text + "]"), 1, "scores")[0], is(Math.nextUp(1f)));
  }
}
