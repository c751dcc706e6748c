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
package io.weir.runner.dataflow;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.spi.LoginModule;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.junit.Test;

/** Jobs sign in to Google's managed Kafka with what they have. */
public final class ManagedKafkaTest {
  private static final Path EXAMPLE = Path.of("../../terraform/examples/gcp-complete/main.tf");
  private static final Pattern SETTING =
      Pattern.compile("\"(sasl[a-z.]+)\"\\s*=\\s*\"([A-Za-z0-9_.]+)");

  @Test
  public void whatTheExampleTellsTheClientsIsOnTheClassPath() throws Exception {
    Map<String, String> settings = new TreeMap<>();
    Matcher setting = SETTING.matcher(Files.readString(EXAMPLE));
    while (setting.find()) {
      settings.put(setting.group(1), setting.group(2));
    }

    assertThat(settings.get("sasl.mechanism"), is("OAUTHBEARER"));
    assertThat(LoginModule.class.isAssignableFrom(type(settings, "sasl.jaas.config")), is(true));
    assertThat(
        AuthenticateCallbackHandler.class.isAssignableFrom(
            type(settings, "sasl.login.callback.handler.class")),
        is(true));
  }

  private static Class<?> type(Map<String, String> settings, String name) throws Exception {
    return Class.forName(String.valueOf(settings.get(name)));
  }
}
