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

import static io.grpc.Status.Code.ABORTED;
import static io.grpc.Status.Code.ALREADY_EXISTS;
import static io.grpc.Status.Code.CANCELLED;
import static io.grpc.Status.Code.DATA_LOSS;
import static io.grpc.Status.Code.FAILED_PRECONDITION;
import static io.grpc.Status.Code.INTERNAL;
import static io.grpc.Status.Code.INVALID_ARGUMENT;
import static io.grpc.Status.Code.NOT_FOUND;
import static io.grpc.Status.Code.OUT_OF_RANGE;
import static io.grpc.Status.Code.PERMISSION_DENIED;
import static io.grpc.Status.Code.RESOURCE_EXHAUSTED;
import static io.grpc.Status.Code.UNAUTHENTICATED;
import static io.grpc.Status.Code.UNAVAILABLE;
import static io.grpc.Status.Code.UNIMPLEMENTED;
import static io.grpc.Status.Code.UNKNOWN;
import static io.weir.inference.ScoringException.Kind.BAD_ROWS;
import static io.weir.inference.ScoringException.Kind.MODEL_ERROR;
import static io.weir.inference.ScoringException.Kind.PERMANENT;
import static io.weir.inference.ScoringException.Kind.TRANSIENT;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.grpc.Status;
import io.grpc.Status.Code;
import io.weir.inference.ScoringException;
import io.weir.inference.ScoringException.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Every fault that a server can answer with, through a real connection. */
@RunWith(Parameterized.class)
public final class ErrorTableTest {
  @ClassRule public static final OpenModel OPEN = new OpenModel();

  private final Code code;
  private final String text;
  private final Kind kind;

  public ErrorTableTest(Code code, String text, Kind kind) {
    this.code = code;
    this.text = text;
    this.kind = kind;
  }

  @Parameters(name = "{0}: {1} is {2}")
  public static List<Object[]> faults() {
    return Arrays.asList(
        new Object[][] {
          {NOT_FOUND, "Request for unknown model: 'nope' is not found", PERMANENT},
          {NOT_FOUND, "Request for unknown model: 'fraud' version 9 is not found", PERMANENT},
          {NOT_FOUND, "Request for unknown model: 'fraud' has no available versions", TRANSIENT},
          {
            NOT_FOUND,
            "Request for unknown model: 'fraud' version 3 is not at ready state",
            TRANSIENT
          },
          {
            UNAVAILABLE,
            "Request for unknown model: 'fraud' version 3 is not at ready state",
            TRANSIENT
          },
          {
            INVALID_ARGUMENT,
            "[request id: 7] unexpected shape for input 'x' for model 'fraud'. Expected [-1,32], got [1,31]",
            BAD_ROWS
          },
          {
            INVALID_ARGUMENT,
            "inference input 'x' data-type is 'FP64', but model 'fraud' expects 'FP32'",
            BAD_ROWS
          },
          {INVALID_ARGUMENT, "unexpected inference input 'Z' for model 'fraud'", BAD_ROWS},
          {INVALID_ARGUMENT, "expected 1 inputs but got 0 inputs for model 'fraud'", BAD_ROWS},
          {
            INVALID_ARGUMENT,
            "input byte size mismatch for input 'x' for model 'fraud'. Expected 128, got 100",
            BAD_ROWS
          },
          {INVALID_ARGUMENT, "inference request batch-size must be <= 64 for 'fraud'", BAD_ROWS},
          {
            INTERNAL,
            "Failed to process the request(s) for model 'fraud_0_0', message: ValueError: boom\n\nAt:\n  model.py(7)",
            MODEL_ERROR
          },
          {INTERNAL, "Stub process 'fraud_0_0' is not healthy.", PERMANENT},
          {INTERNAL, "Internal server error", MODEL_ERROR},
          {INTERNAL, "RST_STREAM closed stream. HTTP/2 error code: INTERNAL_ERROR", TRANSIENT},
          {INTERNAL, "Encountered end-of-stream mid-frame", TRANSIENT},
          {UNAVAILABLE, "[request id: 7] Exceeds maximum queue size", TRANSIENT},
          {UNAVAILABLE, "[request id: 7] Request timeout expired", TRANSIENT},
          {
            UNAVAILABLE,
            "Server is stopping, scheduler for model has stopped accepting new inference requests",
            TRANSIENT
          },
          {
            UNAVAILABLE,
            "explicit model load / unload is not allowed if polling is enabled",
            PERMANENT
          },
          {
            UNAVAILABLE,
            "This protocol is restricted, expecting header 'triton-grpc-protocol-infer-key'",
            PERMANENT
          },
          {UNAVAILABLE, "failed to connect to all addresses", TRANSIENT},
          {
            UNIMPLEMENTED,
            "ModelInfer RPC doesn't support models with decoupled transaction policy",
            PERMANENT
          },
          {RESOURCE_EXHAUSTED, "Received message larger than max (8388608 vs. 4194304)", PERMANENT},
          {UNAUTHENTICATED, "no token", PERMANENT},
          {PERMISSION_DENIED, "not you", PERMANENT},
          {FAILED_PRECONDITION, "", PERMANENT},
          {ALREADY_EXISTS, "", PERMANENT},
          {UNKNOWN, "model failed", MODEL_ERROR},
          {DATA_LOSS, "", MODEL_ERROR},
          {OUT_OF_RANGE, "", BAD_ROWS},
          {CANCELLED, "the server goes down", TRANSIENT},
          {ABORTED, "", TRANSIENT},
        });
  }

  @Test
  public void aFaultIsToldByWhatIsToBeDoneAboutIt() throws Exception {
    OPEN.server().fails(Status.fromCode(code).withDescription(text));

    ScoringException failure = Answers.scoringFailure(OPEN.model());

    String message = String.valueOf(failure.getMessage());
    assertThat(failure.kind(), is(kind));
    assertThat(
        message,
        containsString("model fraud latest (triton) at " + OPEN.server().endpoint() + ": " + code));
    assertThat(message, containsString(text.replaceAll("\\s+", " ")));
    assertThat(message, not(containsString("\n")));
  }

  @Test
  public void aDeadlineThatTheServerSawPassIsATimeout() throws Exception {
    OPEN.server().fails(Status.DEADLINE_EXCEEDED);

    assertThat(Answers.failure(OPEN.model(), Answers.LONG), is(instanceOf(TimeoutException.class)));
  }
}
