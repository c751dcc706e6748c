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
package io.weir.features;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.beam.sdk.coders.CannotProvideCoderException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.Test;
import org.junit.runner.RunWith;

/** The coder of observations. */
@RunWith(JUnitQuickcheck.class)
public class ObservationCoderTest {
  private static final ObservationCoder CODER = ObservationCoder.of();

  @Property(trials = 50)
  public void whatIsWrittenIsReadAgain(long seed) throws Exception {
    for (Observation observation : Examples.random(seed, 4)) {
      CoderProperties.coderDecodeEncodeEqual(CODER, observation);
    }
  }

  @Property(trials = 200)
  public void anyFeaturesValuesAndPayloadAreReadAgain(
      double[] features, long[] values, byte[] payload, String id, long sequence) throws Exception {
    Observation observation =
        Observation.event("id-" + id.replaceAll("[\\ud800-\\udfff]", "\ud83d\ude00"), 5)
            .entities("", "ключ")
            .values(values)
            .payload(payload)
            .sequence(sequence)
            .late(sequence > 0)
            .history(sequence % 2 == 0)
            .build()
            .withFeatures(features);
    CoderProperties.coderDecodeEncodeEqual(CODER, observation);
    CoderProperties.coderConsistentWithEquals(CODER, observation, observation);
    CoderProperties.structuralValueDecodeEncodeEqual(CODER, observation);
  }

  @Test
  public void equalObservationsHaveEqualBytes() throws Exception {
    CoderProperties.coderDeterministic(CODER, example(), example());
    CODER.verifyDeterministic();
    CoderProperties.coderSerializable(CODER);
  }

  @Test
  public void theBytesOfAnObservationStayAsTheyAre() throws Exception {
    StringBuilder hex = new StringBuilder();
    for (byte next : CoderUtils.encodeToByteArray(CODER, example())) {
      hex.append(String.format("%02x", next));
    }
    assertThat(hex.toString(), equalTo(Golden.OBSERVATION));
  }

  @Test
  public void severalObservationsFollowEachOtherInOneStream() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CODER.encode(example(), out);
    CODER.encode(Examples.label("x", 9, 8, "t", true), out);
    ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
    assertThat(CODER.decode(in), equalTo(example()));
    assertThat(CODER.decode(in), equalTo(Examples.label("x", 9, 8, "t", true)));
    assertThat(in.available(), is(0));
  }

  @Test
  public void anotherVersionIsRefusedByName() throws Exception {
    byte[] bytes = CoderUtils.encodeToByteArray(CODER, example());
    bytes[1] = 7;
    CoderException refused =
        assertThrows(CoderException.class, () -> CoderUtils.decodeFromByteArray(CODER, bytes));
    assertThat(refused.getMessage(), containsString("format version 7; this release reads 1"));
  }

  @Test
  public void bytesCutShortAreRefused() throws Exception {
    byte[] bytes = CoderUtils.encodeToByteArray(CODER, example());
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(IOException.class, () -> CODER.decode(new ByteArrayInputStream(cut)));
    }
  }

  @Test
  public void aLengthBeyondTheLimitIsRefusedBeforeItIsAllocated() {
    byte[] bytes = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x7F};
    assertThrows(CoderException.class, () -> CoderUtils.decodeFromByteArray(CODER, bytes));
  }

  @Test
  public void theRegistryFindsTheCoder() throws CannotProvideCoderException {
    Coder<Observation> found = CoderRegistry.createDefault().getCoder(Observation.class);
    assertThat(found, instanceOf(ObservationCoder.class));
    assertThat(found, equalTo(CODER));
  }

  @Test
  public void anUnchangedPayloadIsPartOfEquality() {
    assertThat(example().equals(example()), is(true));
    Observation other =
        Examples.event("event-1", 1_700_000_000_000L, "t", "c").payload(new byte[] {1}).build();
    assertThat(example().equals(other), is(false));
  }

  private static Observation example() {
    return Observation.event("event-1", 1_700_000_000_000L)
        .entities("terminal-7", "card-9")
        .values(1234, -1)
        .sequence(42)
        .late(true)
        .payload(new byte[] {1, 2, 3})
        .build()
        .withFeatures(new double[] {0, 3, 0.5, 1 / 3.0});
  }
}
