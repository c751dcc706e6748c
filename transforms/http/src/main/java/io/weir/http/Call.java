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

import io.weir.inference.ScoringException;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** One request: where to, what with, and how its answer is read. */
final class Call<T> {
  /** Makes the body when the request's turn has come. */
  interface Body {
    byte[] write() throws ScoringException;
  }

  /** Reads the body of an answer whose status is 2xx. */
  interface Reader<T> {
    /**
     * Reads.
     *
     * @throws ScoringException if the answer is not as agreed; its message need not say whose
     *     answer it was
     * @throws IOException if the answer is no JSON
     */
    T read(byte[] answer) throws ScoringException, IOException;
  }

  private final String subject;
  private final URI uri;
  private final @Nullable Body body;
  private final Reader<T> reader;

  private Call(String subject, URI uri, @Nullable Body body, Reader<T> reader) {
    this.subject = subject;
    this.uri = uri;
    this.body = body;
    this.reader = reader;
  }

  /**
   * Asks for something.
   *
   * @param subject whom messages name, such as {@code model fraud}
   */
  static <T> Call<T> get(String subject, URI uri, Reader<T> reader) {
    return new Call<>(subject, uri, null, reader);
  }

  /** Sends a JSON body. */
  static <T> Call<T> post(String subject, URI uri, Body body, Reader<T> reader) {
    return new Call<>(subject, uri, body, reader);
  }

  URI uri() {
    return uri;
  }

  @Nullable Body body() {
    return body;
  }

  Reader<T> reader() {
    return reader;
  }

  /** Whom and what: the start of each message about this call. */
  @Override
  public String toString() {
    return subject + ": " + (body == null ? "GET " : "POST ") + uri;
  }
}
