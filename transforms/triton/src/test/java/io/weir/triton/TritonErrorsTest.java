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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.grpc.Status;
import io.weir.inference.ScoringException.Kind;
import java.nio.channels.ClosedChannelException;
import org.junit.Test;

/** What no server can be made to say, because it comes from the connection. */
public final class TritonErrorsTest {
  @Test
  public void aConnectionThatIsLostWhileACallIsWrittenIsTransientThoughItsCodeIsUnknown() {
    Status lost =
        Status.UNKNOWN.withDescription("channel closed").withCause(new ClosedChannelException());

    assertThat(TritonErrors.kindOf(lost), is(Kind.TRANSIENT));
    assertThat(TritonErrors.kindOf(Status.UNKNOWN), is(Kind.MODEL_ERROR));
  }
}
