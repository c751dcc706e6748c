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

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.util.common.ElementByteSizeObserver;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of a {@link Prediction}: a version byte, a byte that holds the lane and the
 * degraded flag, the bits of the score, then name and version of the model as strings with a
 * length. Deterministic; about 10 bytes and the two strings. An element that is part of an
 * experiment has a version byte of its own, and its assignment at the end.
 */
public final class PredictionCoder extends CustomCoder<Prediction> {
  private static final long serialVersionUID = 1L;
  private static final PredictionCoder INSTANCE = new PredictionCoder();
  private static final int PLAIN = 1;
  private static final int ASSIGNED = 2;
  private static final int DEGRADED = 0x80;

  private PredictionCoder() {}

  /** The coder, which holds no state. */
  public static PredictionCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Prediction value, OutputStream output) throws IOException {
    Objects.requireNonNull(value, "prediction");
    DataOutputStream data = new DataOutputStream(output);
    boolean assigned = !value.assignment().isEmpty();
    data.writeByte(assigned ? ASSIGNED : PLAIN);
    data.writeByte(value.lane().code() | (value.degraded() ? DEGRADED : 0));
    data.writeLong(Double.doubleToRawLongBits(value.score()));
    StringUtf8Coder.of().encode(value.model(), output);
    StringUtf8Coder.of().encode(value.version(), output);
    if (assigned) {
      StringUtf8Coder.of().encode(value.assignment(), output);
    }
  }

  @Override
  public Prediction decode(InputStream input) throws IOException {
    DataInputStream data = new DataInputStream(input);
    int format = data.readUnsignedByte();
    if (format != PLAIN && format != ASSIGNED) {
      throw new CoderException(
          "prediction format is " + format + "; allowed: " + PLAIN + " or " + ASSIGNED);
    }
    int flags = data.readUnsignedByte();
    double score = Double.longBitsToDouble(data.readLong());
    String model = StringUtf8Coder.of().decode(input);
    String version = StringUtf8Coder.of().decode(input);
    Prediction prediction =
        Prediction.of(
            score, model, version, Lane.ofCode(flags & ~DEGRADED), (flags & DEGRADED) != 0);
    return format == PLAIN
        ? prediction
        : prediction.withAssignment(StringUtf8Coder.of().decode(input));
  }

  @Override
  public void verifyDeterministic() {}

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public boolean isRegisterByteSizeObserverCheap(Prediction value) {
    return true;
  }

  @Override
  public void registerByteSizeObserver(Prediction value, ElementByteSizeObserver observer)
      throws Exception {
    observer.update(10);
    StringUtf8Coder.of().registerByteSizeObserver(value.model(), observer);
    StringUtf8Coder.of().registerByteSizeObserver(value.version(), observer);
    if (!value.assignment().isEmpty()) {
      StringUtf8Coder.of().registerByteSizeObserver(value.assignment(), observer);
    }
  }

  @Override
  public TypeDescriptor<Prediction> getEncodedTypeDescriptor() {
    return TypeDescriptor.of(Prediction.class);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PredictionCoder;
  }

  @Override
  public int hashCode() {
    return PredictionCoder.class.hashCode();
  }
}
