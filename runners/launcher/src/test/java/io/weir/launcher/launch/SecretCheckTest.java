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
package io.weir.launcher.launch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import io.weir.pipelines.InvalidSettingException;
import java.util.List;
import org.junit.Test;

public final class SecretCheckTest {
  @Test
  public void aSecretIsRefusedAndNotShown() {
    for (String argument :
        List.of(
            "--password=hunter2",
            "--awsSecretKey=hunter2",
            "--db-password=/hunter2",
            "--triton=https://user:hunter2@host",
            "--credentials={\"secretAccessKey\": \"hunter2\"}",
            "--url=jdbc:postgresql://me:hunter2@here/base",
            "--kafkaSettings={\"sasl.jaas.config\": \"Module password=\\\"hunter2\\\";\"}")) {
      String message =
          assertThrows(InvalidSettingException.class, () -> SecretCheck.of(List.of(argument)))
              .getMessage();

      assertThat(message, startsWith(argument.replaceFirst("=.*", "") + " holds a secret"));
      assertThat(message, not(containsString("hunter2")));
    }
  }

  @Test
  public void whatOnlySaysWhereASecretLiesIsNone() {
    SecretCheck.of(
        List.of(
            "--tokenFile=/mnt/token",
            "--passwordFile=secrets.txt",
            "--secret=projects/p/secrets/s",
            "--secretArn=arn:aws:secretsmanager:eu",
            "--credentialFactoryClass=org.example.Factory",
            "--kafkaSettings={\"ssl.key.password\": \"${file:/mnt/secrets:key}\"}",
            "--kafkaSettings={\"sasl.jaas.config\": \"M password=\\\"${env:PASSWORD}\\\";\"}",
            "--topicPrefix=password-resets.",
            "--tempLocation=gs://bucket/tmp",
            "--bootstrapServers=here:9092"));
  }
}
