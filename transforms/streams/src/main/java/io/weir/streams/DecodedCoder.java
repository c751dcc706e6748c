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

package io.weir.streams;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.jspecify.annotations.Nullable;

/**
 * Writes the bytes as they were read and parses them again. So nothing is lost, whatever a newer
 * producer put into them, at the cost of one parse wherever a runner really serialises.
 */
final class DecodedCoder<T> extends CustomCoder<Decoded<T>> {
  private static final long serialVersionUID = 1L;

  private static final Coder<byte[]> BYTES = NullableCoder.of(ByteArrayCoder.of());

  private final EventFormat<T> format;

  DecodedCoder(EventFormat<T> format) {
    this.format = format;
  }

  @Override
  public void encode(Decoded<T> decoded, OutputStream out) throws IOException {
    BYTES.encode(decoded.value(), out);
  }

  @Override
  public Decoded<T> decode(InputStream in) throws IOException {
    return Decoded.parse(format, BYTES.decode(in));
  }

  @Override
  public void verifyDeterministic() {}

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DecodedCoder
        && format.getClass().equals(((DecodedCoder<?>) other).format.getClass());
  }

  @Override
  public int hashCode() {
    return Objects.hash(DecodedCoder.class, format.getClass());
  }
}
