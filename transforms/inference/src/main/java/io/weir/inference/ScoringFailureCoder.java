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

import io.weir.proto.v1.Reason;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of a {@link ScoringFailure}: a version byte, the reason's number in the wire
 * contract, the attempts, the detail. Deterministic.
 */
public final class ScoringFailureCoder extends CustomCoder<ScoringFailure> {
  private static final long serialVersionUID = 1L;
  private static final ScoringFailureCoder INSTANCE = new ScoringFailureCoder();
  private static final int FORMAT = 1;

  private ScoringFailureCoder() {}

  /** The coder, which holds no state. */
  public static ScoringFailureCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(ScoringFailure value, OutputStream output) throws IOException {
    new DataOutputStream(output).writeByte(FORMAT);
    VarIntCoder.of().encode(value.reason().getNumber(), output);
    VarIntCoder.of().encode(value.attempts(), output);
    StringUtf8Coder.of().encode(value.detail(), output);
  }

  @Override
  public ScoringFailure decode(InputStream input) throws IOException {
    int format = new DataInputStream(input).readUnsignedByte();
    if (format != FORMAT) {
      throw new CoderException("scoring failure format is " + format + "; allowed: " + FORMAT);
    }
    int number = VarIntCoder.of().decode(input);
    Reason reason = Reason.forNumber(number);
    if (reason == null) {
      throw new CoderException("reason is " + number + "; allowed: a number of weir.v1.Reason");
    }
    int attempts = VarIntCoder.of().decode(input);
    return ScoringFailure.of(reason, StringUtf8Coder.of().decode(input), attempts);
  }

  @Override
  public void verifyDeterministic() {}

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public TypeDescriptor<ScoringFailure> getEncodedTypeDescriptor() {
    return TypeDescriptor.of(ScoringFailure.class);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ScoringFailureCoder;
  }

  @Override
  public int hashCode() {
    return ScoringFailureCoder.class.hashCode();
  }
}
