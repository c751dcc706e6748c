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
package io.weir.harness.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a Kafka with SASL_SSL needs, in its own folder: a certificate of its own that the JDK's
 * keytool makes, and a user with a password by chance (SCRAM-SHA-512) who may do everything; others
 * may do what they are allowed to. No password is in a command line; the files that hold one are
 * for their owner alone.
 */
final class KafkaSecurity {
  static final String MECHANISM = "SCRAM-SHA-512";

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String USER = "weir";

  private final Path folder;
  private final String password = password();
  private final String storePassword = password();

  private KafkaSecurity(Path folder) {
    this.folder = folder;
  }

  /** Makes the certificate. */
  static KafkaSecurity in(Path folder) {
    KafkaSecurity security = new KafkaSecurity(folder);
    Path passwordFile = folder.resolve("store-password");
    write(passwordFile, security.storePassword);
    security.keytool(
        "-genkeypair",
        "-alias",
        "broker",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-validity",
        "30",
        "-dname",
        "CN=127.0.0.1",
        "-ext",
        "SAN=DNS:localhost,IP:127.0.0.1",
        "-storetype",
        "PKCS12",
        "-storepass:file",
        passwordFile.toString());
    security.keytool(
        "-exportcert",
        "-alias",
        "broker",
        "-rfc",
        "-file",
        security.certificate().toString(),
        "-storepass:file",
        passwordFile.toString());
    return security;
  }

  private static String password() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private Path store() {
    return folder.resolve("broker.p12");
  }

  private Path certificate() {
    return folder.resolve("broker.pem");
  }

  private void keytool(String command, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.addAll(List.of(command, "-keystore", store().toString()));
    line.addAll(List.of(arguments));
    Path log = folder.resolve("keytool.log");
    try {
      Process keytool =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      if (!keytool.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        keytool.destroyForcibly();
        throw new IllegalStateException("keytool " + command + " does not end within " + PATIENCE);
      }
      if (keytool.exitValue() != 0) {
        throw new IllegalStateException(
            "keytool " + command + " fails: " + Files.readString(log, UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the JDK's keytool cannot be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while keytool runs", e);
    }
  }

  /** A file with the argument by which the user is known to the storage that is formatted. */
  Path user() {
    Path file = folder.resolve("user");
    write(file, MECHANISM + "=[name=" + USER + ",password=" + password + "]");
    return file;
  }

  /** The broker's settings; it is a client of itself. */
  Map<String, String> brokerSettings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("sasl.enabled.mechanisms", MECHANISM);
    settings.put("sasl.mechanism.inter.broker.protocol", MECHANISM);
    settings.put("listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config", login(password));
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    // The controller's listener, for the broker alone, knows no users.
    settings.put("super.users", "User:" + USER + ";User:ANONYMOUS");
    settings.put("ssl.keystore.type", "PKCS12");
    settings.put("ssl.keystore.location", store().toString());
    settings.put("ssl.keystore.password", storePassword);
    settings.putAll(trust());
    return settings;
  }

  /** A client's settings. */
  Map<String, String> clientSettings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("security.protocol", "SASL_SSL");
    settings.put("sasl.mechanism", MECHANISM);
    settings.put("sasl.jaas.config", login(password));
    settings.putAll(trust());
    return settings;
  }

  private Map<String, String> trust() {
    return Map.of(
        "ssl.truststore.type", "PEM", "ssl.truststore.location", certificate().toString());
  }

  private static String login(String password) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\""
        + USER
        + "\" password=\""
        + password
        + "\";";
  }

  /** Writes a file that its owner alone can read. */
  static void write(Path file, String text) {
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }
}
