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
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import io.grpc.TlsServerCredentials;
import io.grpc.TlsServerCredentials.ClientAuth;
import io.weir.inference.InvalidModelException;
import io.weir.inference.Model;
import io.weir.inference.ScoringException;
import io.weir.inference.ScoringException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class TlsTest {
  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();
  private static final Map<String, Certificates> MADE = new ConcurrentHashMap<>();

  @Test
  public void aTrustedServerIsTalkedTo() throws Exception {
    try (ScriptedServer server = server(false)) {
      opens(server, TlsSettings.trusting(made("server").certificate()));
    }
  }

  @Test
  public void aServerOfAnotherAuthorityIsRefusedForGood() throws Exception {
    try (ScriptedServer server = server(false)) {
      String message = refused(server, TlsSettings.trusting(made("stranger").certificate()));
      assertThat(message, containsString("UNAVAILABLE: "));
      refused(server, TlsSettings.trustingSystem());
    }
  }

  @Test
  public void aServerWhoseCertificateIsForAnotherNameIsRefusedUnlessThatNameIsAskedFor()
      throws Exception {
    Certificates elsewhere = made("elsewhere");
    try (ScriptedServer server =
        ScriptedServer.start(
            TlsServerCredentials.create(
                elsewhere.certificate().toFile(), elsewhere.key().toFile()))) {
      TlsSettings tls = TlsSettings.trusting(elsewhere.certificate());
      refused(server, tls);
      opens(server, tls.serverName("elsewhere.example"));
    }
  }

  @Test
  public void mutualTlsWantsTheClientsCertificate() throws Exception {
    try (ScriptedServer server = server(true)) {
      TlsSettings tls = TlsSettings.trusting(made("server").certificate());
      Certificates client = made("client");
      Certificates stranger = made("stranger");

      opens(server, tls.clientCertificate(client.certificate(), client.key()));
      refused(server, tls.clientCertificate(stranger.certificate(), stranger.key()));
      refused(server, tls);
    }
  }

  @Test
  public void oneSideThatDoesNotEncryptIsRefusedForGood() throws Exception {
    try (ScriptedServer plain = ScriptedServer.start()) {
      refused(plain, TlsSettings.trusting(made("server").certificate()));
    }
  }

  @Test
  public void aServerThatChangesItsCertificateUnderAnOpenModelIsAPermanentFailure()
      throws Exception {
    ScriptedServer server = server(false);
    Model model =
        server.source().tls(TlsSettings.trusting(made("server").certificate())).build().open();
    server.close();
    Certificates stranger = made("stranger");
    try (ScriptedServer other =
        ScriptedServer.startAt(
            server.port(),
            TlsServerCredentials.create(
                stranger.certificate().toFile(), stranger.key().toFile()))) {
      // Until it has connected again, the failure is that the connection is lost.
      ExecutionException failure =
          assertThrows(
              ExecutionException.class, () -> Answers.scoreUntil(model, () -> false, scores -> {}));
      assertThat(String.valueOf(failure.getCause()), containsString("UNAVAILABLE"));
      assertThat(
          failure.getCause() instanceof ScoringException
              ? ((ScoringException) failure.getCause()).kind()
              : failure,
          is(Kind.PERMANENT));
      assertThat(other.requests().isEmpty(), is(true));
    } finally {
      model.close();
    }
  }

  @Test
  public void aFileThatIsNotThereIsNamed() throws Exception {
    try (ScriptedServer server = server(false)) {
      TritonModelSource source =
          server.source().tls(TlsSettings.trusting(Path.of("/no/ca.pem"))).build();
      assertThat(
          assertThrows(IOException.class, source::open).getMessage(),
          is("CA file is /no/ca.pem; allowed: a file that can be read"));
    }
  }

  @Test
  public void aFileThatIsNoCertificateIsInvalid() throws Exception {
    Path nonsense = Files.writeString(FOLDER.newFile().toPath(), "nonsense");
    try (ScriptedServer server = server(false)) {
      String message = refused(server, TlsSettings.trusting(nonsense));
      assertThat(message, containsString("cannot be used"));
      assertThat(message, not(containsString("\n")));
    }
  }

  private static void opens(ScriptedServer server, TlsSettings tls) throws Exception {
    try (Model model = server.source().tls(tls).openTimeout(Answers.LONG).build().open()) {
      assertThat(Answers.score(model).rows(), is(3));
    }
  }

  private static String refused(ScriptedServer server, TlsSettings tls) {
    TritonModelSource source = server.source().tls(tls).openTimeout(Answers.LONG).build();
    return String.valueOf(assertThrows(InvalidModelException.class, source::open).getMessage());
  }

  private static ScriptedServer server(boolean mutual) throws Exception {
    TlsServerCredentials.Builder credentials =
        TlsServerCredentials.newBuilder()
            .keyManager(made("server").certificate().toFile(), made("server").key().toFile());
    if (mutual) {
      credentials
          .trustManager(made("client").certificate().toFile())
          .clientAuth(ClientAuth.REQUIRE);
    }
    return ScriptedServer.start(credentials.build());
  }

  private static Certificates made(String name) throws Exception {
    Certificates made = MADE.get(name);
    if (made == null) {
      String names = name.equals("elsewhere") ? "DNS:elsewhere.example" : "IP:127.0.0.1";
      made = Certificates.make(FOLDER.getRoot().toPath(), name, names);
      MADE.put(name, made);
    }
    return made;
  }
}
