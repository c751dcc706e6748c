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

package io.weir.launcher.kafka;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.launcher.logs.Logs;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.WeirOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.kafka.clients.admin.Admin;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class KafkaConnectionTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @BeforeClass
  public static void quiet() {
    Logs.quiet();
  }

  private static KafkaConnection connection(Map<String, String> settings) throws Exception {
    WeirOptions options = PipelineOptionsFactory.as(WeirOptions.class);
    options.setBootstrapServers("127.0.0.1:1");
    options.setKafkaSettings(new ObjectMapper().writeValueAsString(settings));
    return KafkaConnection.of(options);
  }

  private static String jaas(String password) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"u\""
        + " password=\""
        + password
        + "\";";
  }

  @Test
  public void aReferenceToWhatIsNotHereIsNamed() throws Exception {
    Path file = folder.newFile("secrets.properties").toPath();
    Files.writeString(file, "other=hunter2\n");
    for (String reference :
        List.of(
            "${file:/nowhere/secrets.properties:key}",
            "${file:" + file + ":key}",
            "${directory:/nowhere:key}",
            "${directory:" + folder.getRoot() + ":key}",
            "${env:WEIR_NO_SUCH_VARIABLE}")) {
      for (String value : List.of(reference, jaas(reference))) {
        assertThat(
            assertThrows(
                    InvalidSettingException.class,
                    () -> connection(Map.of("sasl.jaas.config", value)))
                .getMessage(),
            is(
                "--kafkaSettings refers to "
                    + reference
                    + " in sasl.jaas.config, which is not on this machine: the launcher and every"
                    + " worker must have it"));
      }
    }
  }

  @Test
  public void aReferenceToWhatIsHereStaysOne() throws Exception {
    Path file = folder.newFile("secrets.properties").toPath();
    Files.writeString(file, "key=hunter2\n");
    for (String reference :
        List.of(
            "${file:" + file + ":key}",
            "${directory:" + folder.getRoot() + ":" + file.getFileName() + "}",
            "${env:PATH}")) {
      assertThat(
          connection(Map.of("ssl.key.password", reference)).settings(Map.of()),
          hasEntry("ssl.key.password", reference));
    }
  }

  @Test
  public void theAddressIsNotBlamedForOtherSettings() throws Exception {
    KafkaConnection kafka =
        connection(
            Map.of(
                "security.protocol",
                "SSL",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                "/nowhere/ca.pem"));
    assertThat(
        assertThrows(
                InvalidSettingException.class, () -> kafka.open(Admin::create, Map.of()).close())
            .getMessage(),
        startsWith("--kafkaSettings cannot be used: "));
  }
}
