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

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * A compact binary coder of {@link Observation}: deterministic, with a version byte, about 60 bytes
 * plus ids and payload. An encoded observation is at most 64 MiB.
 */
public final class ObservationCoder extends CustomCoder<Observation> {
  private static final long serialVersionUID = 1L;
  private static final ObservationCoder INSTANCE = new ObservationCoder();
  private static final int LONGEST = 1 << 26;
  private static final int LENGTH_SPACE = 5;
  private static final int USUAL_SIZE = 240;

  private ObservationCoder() {}

  /** The coder. */
  public static ObservationCoder of() {
    return INSTANCE;
  }

  /** For coder inference. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(Observation.class), INSTANCE);
  }

  @Override
  public void encode(Observation value, OutputStream out) throws IOException {
    // One array and one write: streams of runners are slow byte by byte. The length goes right
    // before the body once it is known.
    ByteWriter to = new ByteWriter(USUAL_SIZE + value.payload.length);
    to.skip(LENGTH_SPACE);
    ObservationFormat.write(value, to);
    int length = to.length() - LENGTH_SPACE;
    if (length > LONGEST) {
      throw new CoderException(
          String.format("the observation takes %d bytes; at most %d are allowed", length, LONGEST));
    }
    int start = LENGTH_SPACE - ByteWriter.varintSize(length);
    ByteWriter.putVarint(to.array(), start, length);
    out.write(to.array(), start, to.length() - start);
  }

  @Override
  public Observation decode(InputStream in) throws IOException {
    int length = readLength(in);
    byte[] body = new byte[length];
    if (in.readNBytes(body, 0, length) < length) {
      throw new EOFException("the observation ends before its " + length + " bytes");
    }
    try {
      return ObservationFormat.read(body, 0);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new CoderException("cannot read an observation: " + e.getMessage(), e);
    }
  }

  private static int readLength(InputStream in) throws IOException {
    long length = 0;
    for (int shift = 0; shift < 7 * LENGTH_SPACE; shift += 7) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the stream ends before the length of an observation");
      }
      length |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        break;
      }
    }
    if (length > LONGEST) {
      throw new CoderException(
          String.format("the observation has length %d; at most %d is allowed", length, LONGEST));
    }
    return (int) length;
  }

  @Override
  public void verifyDeterministic() {}

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public TypeDescriptor<Observation> getEncodedTypeDescriptor() {
    return TypeDescriptor.of(Observation.class);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ObservationCoder;
  }

  @Override
  public int hashCode() {
    return ObservationCoder.class.hashCode();
  }
}
