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
package io.weir.triton;

import io.grpc.Status;
import io.weir.inference.ScoringException;
import io.weir.inference.ScoringException.Kind;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What a status means for who called.
 *
 * <p>Triton says UNAVAILABLE of a full queue and of a missing token alike, and NOT_FOUND of a model
 * that is being reloaded and of one that does not exist: where the code is not enough, the text
 * decides. Texts and codes are those of Triton 2.51.
 */
final class TritonErrors {
  private static final int MAX_TEXT = 300;

  private TritonErrors() {}

  /**
   * The exception that tells of a failed call.
   *
   * @param failure what the call ended with
   * @param connection where it was made
   * @param model names the model in messages
   * @param timeout how long the call was given
   * @return a {@link ScoringException} or a {@link TimeoutException}
   */
  static Exception of(Throwable failure, Connection connection, String model, Duration timeout) {
    Status status = Status.fromThrowable(failure);
    String text = connection.redact(text(status));
    String where = "model " + model + " at " + connection.server() + ": ";
    if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
      return new TimeoutException(where + "no answer within " + timeout + " (" + text + ")");
    }
    String message = where + status.getCode() + (text.isEmpty() ? "" : ": " + text);
    if (status.getCode() == Status.Code.RESOURCE_EXHAUSTED) {
      message +=
          "; limits are maxMessageBytes = "
              + connection.server().maxMessageBytes()
              + " for answers here, and the server's own for requests";
    }
    Kind kind = kindOf(status);
    Throwable cause = status.getCause();
    return cause == null
        ? new ScoringException(kind, message)
        : new ScoringException(kind, message, cause);
  }

  /** What is to be done about a call that ended with a status other than DEADLINE_EXCEEDED. */
  static Kind kindOf(Status status) {
    String text = status.getDescription() == null ? "" : status.getDescription();
    switch (status.getCode()) {
      case UNAVAILABLE:
        return isRefusal(text) || isTlsFailure(status.getCause()) ? Kind.PERMANENT : Kind.TRANSIENT;
      case NOT_FOUND:
        return isReloading(text) ? Kind.TRANSIENT : Kind.PERMANENT;
      case INTERNAL:
        return ofInternal(text);
      case INVALID_ARGUMENT:
      case OUT_OF_RANGE:
        return Kind.BAD_ROWS;
      // Cancelled, and not by us: the server or a proxy is going down.
      case CANCELLED:
      case ABORTED:
      case DEADLINE_EXCEEDED:
        return Kind.TRANSIENT;
      case ALREADY_EXISTS:
      case FAILED_PRECONDITION:
      case PERMISSION_DENIED:
      case RESOURCE_EXHAUSTED:
      case UNAUTHENTICATED:
      case UNIMPLEMENTED:
        return Kind.PERMANENT;
      case UNKNOWN:
        return isLostConnection(status.getCause()) ? Kind.TRANSIENT : Kind.MODEL_ERROR;
      case DATA_LOSS:
      case OK:
        return Kind.MODEL_ERROR;
    }
    throw new AssertionError(status.getCode());
  }

  /**
   * The same for an error inside a stream of a server that gives its text only.
   *
   * <p>Triton is asked for a status instead; this is for those that do not know how.
   */
  static Kind kindOf(String text) {
    if (isRefusal(text)) {
      return Kind.PERMANENT;
    }
    if (isReloading(text)
        || text.contains("Exceeds maximum queue size")
        || text.contains("Request timeout expired")) {
      return Kind.TRANSIENT;
    }
    if (text.contains("unknown model") || text.contains("is not found")) {
      return Kind.PERMANENT;
    }
    if (text.contains("unexpected inference")
        || text.contains("unexpected shape")
        || text.contains("input byte size mismatch")
        || text.contains("data-type is")) {
      return Kind.BAD_ROWS;
    }
    return ofInternal(text);
  }

  /** Whether the server lacks a call, or keeps it from us, while others may work. */
  static boolean isWithheld(Status status) {
    return status.getCode() == Status.Code.UNIMPLEMENTED
        || status.getCode() == Status.Code.PERMISSION_DENIED
        || (status.getCode() == Status.Code.UNAVAILABLE
            && isRefusal(String.valueOf(status.getDescription())));
  }

  /** Description and cause in one line of bounded length. */
  static String text(Status status) {
    String text = status.getDescription() == null ? "" : status.getDescription();
    // Transport errors end with the inner structure of the connection.
    int pipeline = text.indexOf("Channel Pipeline:");
    text = pipeline < 0 ? text : text.substring(0, pipeline);
    Throwable cause = status.getCause();
    if (cause != null) {
      text = text + " (" + root(cause) + ")";
    }
    return shorten(text);
  }

  /** The message of an exception in one line of bounded length. */
  static String oneLine(Throwable failure) {
    return shorten(String.valueOf(failure.getMessage()));
  }

  static String shorten(String text) {
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT) + "...";
  }

  private static String root(Throwable failure) {
    Throwable root = failure;
    for (int depth = 0; depth < 20 && root.getCause() != null; depth++) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message;
  }

  private static boolean isRefusal(String text) {
    return text.contains("protocol is restricted")
        || text.contains("explicit model load")
        // One side speaks TLS and the other does not, or it is no gRPC server.
        || text.contains("First received frame was not SETTINGS");
  }

  private static boolean isReloading(String text) {
    return text.contains("no available versions") || text.contains("not at ready state");
  }

  /**
   * A stub process that died stays dead until the model is loaded again, and each call would wait a
   * second to hear so: as good as no model.
   */
  private static Kind ofInternal(String text) {
    if (text.contains("Stub process") && text.contains("is not healthy")) {
      return Kind.PERMANENT;
    }
    // The connection broke within the answer: not a word from the model.
    return text.contains("RST_STREAM")
            || text.contains("unexpected EOS")
            || text.contains("end-of-stream mid-frame")
            || text.toLowerCase(Locale.ROOT).contains("http2 exception")
        ? Kind.TRANSIENT
        : Kind.MODEL_ERROR;
  }

  /**
   * Whether it is an error of this side's connection. gRPC says UNKNOWN of some: of a call that is
   * written when the other side has just gone. What a server says has no cause.
   */
  private static boolean isLostConnection(@Nullable Throwable failure) {
    Throwable next = failure;
    for (int depth = 0; depth < 20 && next != null; depth++) {
      if (next instanceof IOException) {
        return true;
      }
      next = next.getCause();
    }
    return false;
  }

  /** Whether the two sides do not accept each other, rather than one hung up or was slow. */
  private static boolean isTlsFailure(@Nullable Throwable failure) {
    Throwable next = failure;
    for (int depth = 0; depth < 20 && next != null; depth++) {
      String name = next.getClass().getSimpleName();
      String message = String.valueOf(next.getMessage()).toLowerCase(Locale.ROOT);
      boolean hungUp = message.contains("closed") || name.contains("Closed");
      if (next instanceof CertificateException
          || (next instanceof SSLException && !hungUp && !name.contains("Timeout"))) {
        return true;
      }
      next = next.getCause();
    }
    return false;
  }
}
