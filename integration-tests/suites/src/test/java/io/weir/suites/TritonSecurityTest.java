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
package io.weir.suites;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import io.weir.inference.FeatureRows;
import io.weir.inference.InvalidModelException;
import io.weir.inference.Model;
import io.weir.inference.ScoringException;
import io.weir.inference.ScoringException.Kind;
import io.weir.triton.TlsSettings;
import io.weir.triton.TritonModelSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.experimental.categories.Category;
import org.junit.rules.TemporaryFolder;

/** A real Triton that does not talk to everybody, or to whom nobody should talk. */
@Category(TritonSuite.class)
public class TritonSecurityTest {
  private static final String HEADER = "triton-grpc-protocol-infer-key";
  private static final FeatureRows GOOD = FaultyTriton.row(FaultyTriton.ANSWER, 0.25f);
  private static final char[] PASSWORD = "changeit".toCharArray();

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private static FaultyTriton started(String... more) throws Exception {
    String[] options = new String[more.length + 2];
    options[0] = "--model-control-mode=explicit";
    options[1] = "--load-model=faulty";
    System.arraycopy(more, 0, options, 2, more.length);
    FaultyTriton triton = new FaultyTriton(options);
    boolean started = false;
    try {
      triton.before();
      started = true;
      return triton;
    } finally {
      if (!started) {
        triton.after();
      }
    }
  }

  @Test
  public void aMissingOrWrongTokenIsPermanentThoughTritonSaysUnavailable() throws Exception {
    Path token = temporary.newFile("token").toPath();
    FaultyTriton triton = started("--grpc-restricted-protocol=inference:infer-key=right-one");
    try {
      Files.writeString(token, "right-one");
      try (Model without = triton.source("faulty").build().open();
          Model with = triton.source("faulty").tokenFile(token, HEADER).build().open()) {
        ScoringException refusal = ModelCalls.refusal(without, GOOD);
        assertThat(refusal.kind(), is(Kind.PERMANENT));
        assertThat(
            refusal.getMessage(),
            allOf(containsString("UNAVAILABLE: "), containsString("protocol is restricted")));

        assertThat(ModelCalls.score(with, GOOD).score(0), is(0.25f));
        Files.writeString(token, "wrong");
        ScoringException wrong = ModelCalls.refusal(with, GOOD);
        assertThat(wrong.kind(), is(Kind.PERMANENT));
        assertThat(wrong.getMessage(), not(containsString("right-one")));
        Files.writeString(token, "right-one");
        assertThat(ModelCalls.score(with, GOOD).score(0), is(0.25f));
      }
    } finally {
      triton.after();
    }
  }

  @Test
  public void anExpiredCertificateIsRefusedForGood() throws Exception {
    authority("authority");
    certificate("expired", "authority", "-5d");
    FaultyTriton triton = encrypted("expired");
    try {
      InvalidModelException refused =
          assertThrows(
              InvalidModelException.class, () -> source(triton, "authority").open().close());
      assertThat(
          refused.getMessage(), allOf(containsString("UNAVAILABLE: "), containsString("NotAfter")));
    } finally {
      triton.after();
    }
  }

  @Test
  public void aValidCertificateIsAcceptedAndOneOfAnotherAuthorityRefused() throws Exception {
    authority("authority");
    authority("stranger");
    certificate("valid", "authority", "-1d");
    FaultyTriton triton = encrypted("valid");
    try {
      try (Model model = source(triton, "authority").open()) {
        assertThat(ModelCalls.score(model, GOOD).score(0), is(0.25f));
      }
      assertThrows(InvalidModelException.class, () -> source(triton, "stranger").open().close());
    } finally {
      triton.after();
    }
  }

  private TritonModelSource source(FaultyTriton triton, String authority) {
    return triton.source("faulty").tls(TlsSettings.trusting(file(authority, ".pem"))).build();
  }

  private FaultyTriton encrypted(String name) throws Exception {
    return started(
        "--grpc-use-ssl=true",
        "--grpc-server-cert=" + file(name, ".pem"),
        "--grpc-server-key=" + file(name, ".key"));
  }

  private Path file(String name, String ending) {
    return temporary.getRoot().toPath().resolve(name + ending);
  }

  private void authority(String name) throws Exception {
    keyPair(name, "bc:critical=ca:true");
    keytool(name, "-exportcert", "-rfc", "-file", file(name, ".pem").toString());
  }

  /** Good for two days, which began so many days from now. A trusted one is not asked its age. */
  private void certificate(String name, String authority, String begins) throws Exception {
    keyPair(name, "SAN=IP:127.0.0.1");
    keytool(name, "-certreq", "-file", file(name, ".request").toString());
    keytool(
        authority,
        "-gencert",
        "-rfc",
        "-infile",
        file(name, ".request").toString(),
        "-outfile",
        file(name, ".pem").toString(),
        "-ext",
        "SAN=IP:127.0.0.1",
        "-startdate",
        begins,
        "-validity",
        "2");
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream stream = Files.newInputStream(file(name, ".p12"))) {
      keys.load(stream, PASSWORD);
    }
    String text =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(keys.getKey(name, PASSWORD).getEncoded());
    Files.writeString(
        file(name, ".key"),
        "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
  }

  private void keyPair(String name, String extension) throws Exception {
    keytool(
        name,
        "-genkeypair",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=" + name,
        "-ext",
        extension,
        "-validity",
        "2");
  }

  private void keytool(String name, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", name, "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", file(name, ".p12").toString()));
    command.addAll(List.of("-storepass", new String(PASSWORD)));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(file(name, ".log").toFile()))
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("keytool failed: " + Files.readString(file(name, ".log")));
    }
  }
}
