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
import io.weir.inference.ScoringException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about each failure of a request: the only place where that is decided.
 *
 * <table>
 *   <caption>Kinds</caption>
 *   <tr><td>400, 413, 422</td><td>{@link Kind#BAD_ROWS}</td></tr>
 *   <tr><td>408, 425, 429, 502, 503, 504</td><td>{@link Kind#TRANSIENT}</td></tr>
 *   <tr><td>other 5xx but 501</td><td>{@link Kind#MODEL_ERROR}</td></tr>
 *   <tr><td>all other statuses: 3xx, 401, 403, 404, 405, 501 ...</td>
 *       <td>{@link Kind#PERMANENT}</td></tr>
 *   <tr><td>refused, reset, closed, not connected in time, unknown host</td>
 *       <td>{@link Kind#TRANSIENT}</td></tr>
 *   <tr><td>TLS: certificate, host name, no TLS at all</td><td>{@link Kind#PERMANENT}</td></tr>
 *   <tr><td>body too long, not JSON, not the agreed JSON</td><td>{@link Kind#MODEL_ERROR}</td></tr>
 *   <tr><td>deadline</td><td>{@link TimeoutException}</td></tr>
 * </table>
 */
final class Failures {
  private Failures() {}

  /** The failure that a status other than 2xx means. */
  static ScoringException ofStatus(
      Call<?> call, int status, HttpHeaders headers, byte[] body, @Nullable String secret) {
    String retryAfter = retryAfter(headers);
    String excerpt = Excerpt.of(body, secret);
    String redirect = status / 100 == 3 ? ", a redirect, which is not followed" : "";
    return new ScoringException(
        kindOf(status),
        call
            + " answered "
            + status
            + redirect
            + (retryAfter.isEmpty() ? "" : ", try again " + retryAfter)
            + (excerpt.isEmpty() ? "" : ": " + excerpt),
        new StatusException(status));
  }

  static Kind kindOf(int status) {
    switch (status) {
      case 400:
      case 413:
      case 422:
        return Kind.BAD_ROWS;
      case 408:
      case 425:
      case 429:
      case 502:
      case 503:
      case 504:
        return Kind.TRANSIENT;
      case 501:
        return Kind.PERMANENT;
      default:
        return status / 100 == 5 ? Kind.MODEL_ERROR : Kind.PERMANENT;
    }
  }

  /** The failure of a request that has no answer, or whose answer could not be read to its end. */
  static ScoringException ofExchange(Call<?> call, Throwable failure) {
    Throwable cause = causeOf(failure);
    if (cause instanceof BoundedBody.BodyTooLongException) {
      return new ScoringException(Kind.MODEL_ERROR, call + ": " + cause.getMessage(), cause);
    }
    SSLException tls = tlsFailureOf(cause);
    if (tls != null && !isLostConnection(tls)) {
      return new ScoringException(
          Kind.PERMANENT, call + " failed: no TLS with the server (" + textOf(tls) + ")", cause);
    }
    if (cause instanceof IOException) {
      return new ScoringException(Kind.TRANSIENT, call + " failed (" + textOf(cause) + ")", cause);
    }
    return new ScoringException(Kind.MODEL_ERROR, call + " failed (" + textOf(cause) + ")", cause);
  }

  /** What a future failed with, without its wrapping. */
  static Throwable causeOf(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /** The failure to read an answer that came with a good status. */
  static ScoringException ofAnswer(Call<?> call, Exception failure, @Nullable String secret) {
    if (failure instanceof ScoringException) {
      ScoringException scoring = (ScoringException) failure;
      return new ScoringException(
          scoring.kind(), call + ": " + Excerpt.of(textOf(scoring), secret), scoring);
    }
    // The parser's message may quote the answer at length.
    return new ScoringException(
        Kind.MODEL_ERROR, call + ": the answer is not JSON that can be read", failure);
  }

  static TimeoutException ofDeadline(Call<?> call, Duration deadline) {
    return new TimeoutException(call + ": no whole answer within " + deadline);
  }

  /** What TLS complained of; the client may wrap it as an answer of no bytes. */
  private static @Nullable SSLException tlsFailureOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return (SSLException) cause;
      }
    }
    return null;
  }

  /** The server went away during the handshake, which is no fault of certificates. */
  private static boolean isLostConnection(Throwable failure) {
    // Java's engine has no cause for it, only these words.
    if (String.valueOf(failure.getMessage()).contains("terminated the handshake")) {
      return true;
    }
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof EOFException || cause instanceof SocketException) {
        return true;
      }
    }
    return false;
  }

  private static String textOf(Throwable failure) {
    String message = failure.getMessage();
    if (failure instanceof ScoringException && message != null) {
      return message;
    }
    String type = failure.getClass().getSimpleName();
    return message == null ? type : type + ": " + message;
  }

  /**
   * What {@code Retry-After} asks for (RFC 9110, section 10.2.3: seconds or a date), in words; a
   * date is taken against the answer's own {@code Date}, so that clocks need not agree.
   */
  private static String retryAfter(HttpHeaders headers) {
    String value = headers.firstValue("Retry-After").orElse("").strip();
    if (value.matches("[0-9]{1,9}")) {
      return "after " + value + " s";
    }
    try {
      ZonedDateTime until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
      String date = headers.firstValue("Date").orElse("");
      if (date.isEmpty()) {
        return "at " + until.toInstant();
      }
      ZonedDateTime now = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
      return "after " + Math.max(0, Duration.between(now, until).toSeconds()) + " s";
    } catch (DateTimeException e) {
      return "";
    }
  }
}
