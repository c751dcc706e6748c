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

import static io.weir.http.Expect.failure;
import static io.weir.http.Expect.scores;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import io.weir.inference.Model;
import io.weir.inference.ScoringException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class SecretsTest {
  private static final String GOOD = "{\"scores\": [0.25, 0.5]}";

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private ScriptedServer server;

  @Before
  public void start() throws Exception {
    server = new ScriptedServer();
  }

  @After
  public void stop() throws Exception {
    server.close();
  }

  @Test
  public void aTokenIsSentAndANewOneIsSentOnceItsFileChanges() throws Exception {
    server.then(ScriptedServer.ok(GOOD));
    write("first-token\n");

    try (Model model = source().open()) {
      scores(model);
      scores(model);
      write("other-token\n");
      scores(model);
    }
    assertThat(server.request().header("Authorization"), is("Bearer first-token"));
    assertThat(server.request().header("Authorization"), is("Bearer first-token"));
    assertThat(server.request().header("Authorization"), is("Bearer other-token"));
  }

  @Test
  public void theLastTokenIsUsedWhileItsFileIsAwayOrBroken() throws Exception {
    server.then(ScriptedServer.ok(GOOD));
    write("first-token");

    try (Model model = source().open()) {
      Files.delete(file());
      scores(model);
      write("two tokens");
      scores(model);
      write("other-token");
      scores(model);
    }
    assertThat(server.request().header("Authorization"), is("Bearer first-token"));
    assertThat(server.request().header("Authorization"), is("Bearer first-token"));
    assertThat(server.request().header("Authorization"), is("Bearer other-token"));
  }

  @Test
  public void aServerThatRepeatsTheTokenDoesNotBringItIntoAMessage() throws Exception {
    write("s3cret-token");
    String echo = "you sent s3cret-token";
    server
        .then(ScriptedServer.status(401, echo))
        .then(ScriptedServer.ok("{\"scores\": \"s3cret-token\"}"))
        .then(ScriptedServer.ok("s3cret-token"));

    try (Model model = source().open()) {
      assertThat(failure(model, Kind.PERMANENT), containsString("answered 401: you sent (token)"));
      assertThat(failure(model, Kind.MODEL_ERROR), not(containsString("s3cret")));
      assertThat(failure(model, Kind.MODEL_ERROR), not(containsString("s3cret")));
    }
  }

  @Test
  public void idsAndDescriptionsHoldNoToken() throws Exception {
    write("s3cret-token");
    JsonEndpoint source = source();

    String all = source.id() + source + source.description() + source.description().features();
    assertThat(all, not(containsString("s3cret")));
    String before = source.id();
    write("another");
    assertThat(source().id(), is(before));
  }

  @Test
  public void aTokenFileThatIsMissingOrHoldsNoTokenIsNamed() throws Exception {
    assertThat(
        assertThrows(IOException.class, () -> source().open()).getMessage(),
        is("token file " + file() + " cannot be read (NoSuchFileException)"));

    for (String content : new String[] {"", "s3cret one", "s3cret\r\nHost: other", "s3cr\u00e9t"}) {
      write(content);
      String message =
          String.valueOf(assertThrows(IOException.class, () -> source().open()).getMessage());
      assertThat(
          message,
          is(
              "token file "
                  + file()
                  + " holds no token; allowed: one line of visible ASCII characters"));
    }
  }

  private JsonEndpoint source() {
    return Expect.json(HttpEndpoint.at(server.base()).tokenFile(file().toString()).build());
  }

  private Path file() {
    return temporary.getRoot().toPath().resolve("token");
  }

  private void write(String content) throws IOException {
    Path next = temporary.getRoot().toPath().resolve("next");
    Files.write(next, content.getBytes(UTF_8));
    Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
