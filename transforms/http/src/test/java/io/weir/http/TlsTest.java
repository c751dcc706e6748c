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
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.weir.inference.InvalidModelException;
import io.weir.inference.Model;
import io.weir.inference.ScoringException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Against a server with a certificate of its own, made by the JDK's keytool. */
public final class TlsTest {
  @ClassRule public static final TemporaryFolder TEMPORARY = new TemporaryFolder();
  private static final char[] PASSWORD = "changeit".toCharArray();

  private static HttpsServer server;

  @BeforeClass
  public static void start() throws Exception {
    keytool(
        "-genkeypair",
        "-alias",
        "server",
        "-keyalg",
        "EC",
        "-dname",
        "CN=server",
        "-ext",
        "san=ip:127.0.0.1",
        "-keystore",
        file("store"),
        "-storetype",
        "PKCS12");
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "server",
        "-keystore",
        file("store"),
        "-file",
        file("ca.pem"));
    keytool(
        "-genkeypair",
        "-alias",
        "other",
        "-keyalg",
        "EC",
        "-dname",
        "CN=other",
        "-keystore",
        file("other"),
        "-storetype",
        "PKCS12");
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "other",
        "-keystore",
        file("other"),
        "-file",
        file("other.pem"));
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(file("store")))) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/score",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] answer = "{\"scores\": [0.25, 0.5]}".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterClass
  public static void stop() {
    server.stop(0);
  }

  private static String file(String name) {
    return TEMPORARY.getRoot().toPath().resolve(name).toString();
  }

  private static void keytool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storepass", new String(PASSWORD)));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Path.of(file("keytool.log")).toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS), is(true));
    assertThat(Files.readString(Path.of(file("keytool.log"))), process.exitValue(), is(0));
  }

  private static HttpEndpoint.Builder endpoint(String host) {
    return HttpEndpoint.at("https://" + host + ":" + server.getAddress().getPort());
  }

  @Test
  public void aServerIsTrustedByItsAuthority() throws Exception {
    HttpEndpoint endpoint = endpoint("127.0.0.1").caFile(file("ca.pem")).build();
    try (Model model = Expect.json(endpoint).open()) {
      assertThat(scores(model).rows(), is(2));
    }
  }

  @Test
  public void anOfferOfHttp2FallsBackToWhatTheServerSpeaks() throws Exception {
    HttpEndpoint endpoint = endpoint("127.0.0.1").caFile(file("ca.pem")).http2(true).build();
    try (Model model = Expect.json(endpoint).open()) {
      assertThat(scores(model).rows(), is(2));
    }
  }

  @Test
  public void aServerOfAnUnknownAuthorityIsPermanent() throws Exception {
    for (HttpEndpoint endpoint :
        List.of(
            endpoint("127.0.0.1").build(),
            endpoint("127.0.0.1").caFile(file("other.pem")).build())) {
      try (Model model = Expect.json(endpoint).open()) {
        assertThat(
            failure(model, Kind.PERMANENT), containsString("failed: no TLS with the server ("));
      }
    }
  }

  @Test
  public void aServerOfAnotherNameIsPermanent() throws Exception {
    HttpEndpoint endpoint = endpoint("localhost").caFile(file("ca.pem")).build();
    try (Model model = Expect.json(endpoint).open()) {
      assertThat(failure(model, Kind.PERMANENT), containsString("no TLS with the server"));
    }
  }

  @Test
  public void aServerWithoutTlsIsPermanentAndOneThatLeavesIsTransient() throws Exception {
    try (ScriptedServer plain = new ScriptedServer()) {
      plain.then(ScriptedServer.ok("{}"));
      try (Model model = Expect.json(tls(plain)).open()) {
        plain.onConnect(
            socket -> {
              socket.getOutputStream().write("HTTP/1.1 400 Bad\r\n\r\n".getBytes(UTF_8));
              // The client leaves first: an end right behind those bytes may hide them from it.
              socket.setSoTimeout(30_000);
              assertThat(socket.getInputStream().readAllBytes().length, is(greaterThan(0)));
            });
        assertThat(failure(model, Kind.PERMANENT), containsString("no TLS with the server"));

        plain.onConnect(socket -> socket.setSoLinger(true, 0));
        assertThat(failure(model, Kind.TRANSIENT), containsString("failed ("));
      }
    }
  }

  private static HttpEndpoint tls(ScriptedServer plain) {
    return HttpEndpoint.at(plain.base().replace("http:", "https:")).build();
  }

  @Test
  public void aFileOfAuthoritiesThatCannotBeUsedIsNamed() throws Exception {
    Path empty = Files.writeString(Path.of(file("empty.pem")), "nothing");
    assertThat(
        assertThrows(
                IOException.class,
                () -> Expect.json(endpoint("127.0.0.1").caFile("/nowhere").build()).open())
            .getMessage(),
        is("caFile /nowhere cannot be read (NoSuchFileException)"));
    assertThat(
        assertThrows(
                InvalidModelException.class,
                () -> Expect.json(endpoint("127.0.0.1").caFile(empty.toString()).build()).open())
            .getMessage(),
        is("caFile is " + empty + "; allowed: a PEM file with X.509 certificates"));
  }
}
