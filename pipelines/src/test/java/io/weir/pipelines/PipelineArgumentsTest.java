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
package io.weir.pipelines;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import io.weir.pipelines.fraud.FraudOptions;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public final class PipelineArgumentsTest {
  private static PipelineArguments arguments() {
    return PipelineArguments.of(FraudOptions.class);
  }

  private static String refusal(String argument) {
    return String.valueOf(
        assertThrows(
                InvalidSettingException.class,
                () ->
                    arguments()
                        .ours(Map.of("streaming", "true"))
                        .alsoKnown(List.of("--events"))
                        .parse(List.of(argument)))
            .getMessage());
  }

  @Test
  public void theUserComesBeforeTheDefaultsAndOursBeforeBoth() {
    WeirOptions options =
        arguments()
            .defaults(Map.of("topicPrefix", "a.", "model", "rules"))
            .ours(Map.of("bootstrapServers", "here:1"))
            .parse(List.of("--topicPrefix=b."));

    assertThat(options.getTopicPrefix(), is("b."));
    assertThat(options.getModel(), is("rules"));
    assertThat(options.getBootstrapServers(), is("here:1"));
  }

  @Test
  public void wordsMayBeJoinedByHyphens() {
    WeirOptions options =
        arguments()
            .defaults(Map.of("maxOutOfOrderness", "PT1S"))
            .parse(List.of("--max-out-of-orderness=PT2M", "--model=a-b=c-d"));

    assertThat(options.getMaxOutOfOrderness(), is("PT2M"));
    assertThat(options.getModel(), is("a-b=c-d"));
  }

  @Test
  public void whatSomebodyWhoMistypedMayHaveMeantIsAsked() {
    assertThat(
        refusal("--topicPrefx=a"), is("unknown option --topicPrefx, did you mean --topicPrefix?"));
    assertThat(refusal("--evnts=5"), is("unknown option --evnts, did you mean --events?"));
    assertThat(refusal("--colour=red"), is("unknown option --colour"));
  }

  @Test
  public void anArgumentThatIsNoneIsRefused() {
    assertThat(refusal("more"), is("unexpected argument more"));
    assertThat(refusal("--streaming=false"), startsWith("--streaming cannot be given"));
    assertThat(
        refusal("--arrival=NEVER"), containsString("--arrival is NEVER, which it cannot be"));
  }

  @Test
  public void anOptionThatIsGivenTwiceIsNamed() {
    assertThat(
        assertThrows(
                InvalidSettingException.class,
                () -> arguments().parse(List.of("--topicPrefix=a.", "--topic-prefix=b.")))
            .getMessage(),
        is("--topicPrefix is given 2 times, must be given once"));
  }

  @Test
  public void aValueMayHaveSeveralLines() {
    assertThat(
        arguments().parse(List.of("--kafka-settings={\"a\":\n \"b\"}")).getKafkaSettings(),
        is("{\"a\":\n \"b\"}"));
  }
}
