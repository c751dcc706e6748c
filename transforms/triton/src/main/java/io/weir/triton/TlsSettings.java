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

import static io.weir.triton.Arguments.require;

import io.grpc.ChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is encrypted: whom to trust and, for mutual TLS, who one is. An immutable value
 * that holds paths; the files are read on the worker, when a connection is opened.
 *
 * <pre>{@code
 * TlsSettings tls =
 *     TlsSettings.trusting(Path.of("/etc/weir/ca.pem"))
 *         .clientCertificate(Path.of("/etc/weir/client.pem"), Path.of("/etc/weir/client.key"));
 * }</pre>
 *
 * <p>All files are PEM; a private key is PKCS #8 without a password.
 */
public final class TlsSettings implements Serializable {
  private static final long serialVersionUID = 1L;

  // Paths as text: java.nio.file.Path is not serialisable.
  private final @Nullable String authority;
  private final @Nullable String certificate;
  private final @Nullable String key;
  private final @Nullable String serverName;

  private TlsSettings(
      @Nullable String authority,
      @Nullable String certificate,
      @Nullable String key,
      @Nullable String serverName) {
    this.authority = authority;
    this.certificate = certificate;
    this.key = key;
    this.serverName = serverName;
  }

  /** Trusts the authorities that the Java runtime trusts. */
  public static TlsSettings trustingSystem() {
    return new TlsSettings(null, null, null, null);
  }

  /**
   * Trusts the authorities in a file, and no others. A server's own certificate may stand there,
   * too; Java then trusts it as it is and does not look whether it has expired.
   *
   * @param authority a PEM file with one or more certificates
   */
  public static TlsSettings trusting(Path authority) {
    return new TlsSettings(authority.toString(), null, null, null);
  }

  /**
   * Like these settings, but showing a certificate to the server, which may ask for one.
   *
   * @param certificate a PEM file with the client's certificate and those between it and the
   *     authority
   * @param key a PEM file with its private key
   */
  public TlsSettings clientCertificate(Path certificate, Path key) {
    return new TlsSettings(authority, certificate.toString(), key.toString(), serverName);
  }

  /**
   * Like these settings, but with another name to look for in the server's certificate; the
   * endpoint's host unless set.
   */
  public TlsSettings serverName(String serverName) {
    require(!serverName.isBlank(), "serverName is blank; allowed: a host name");
    return new TlsSettings(authority, certificate, key, serverName);
  }

  @Nullable String serverName() {
    return serverName;
  }

  /**
   * Reads the files.
   *
   * @throws IOException if one cannot be read
   */
  ChannelCredentials credentials() throws IOException {
    TlsChannelCredentials.Builder builder = TlsChannelCredentials.newBuilder();
    if (authority != null) {
      builder.trustManager(readable("CA file", authority));
    }
    if (certificate != null && key != null) {
      builder.keyManager(
          readable("client certificate file", certificate), readable("client key file", key));
    }
    return builder.build();
  }

  private static File readable(String setting, String path) throws IOException {
    if (!Files.isReadable(Path.of(path))) {
      throw new IOException(setting + " is " + path + "; allowed: a file that can be read");
    }
    return new File(path);
  }

  /** The paths, no contents. */
  @Override
  public String toString() {
    return String.format(
        "TLS (CA file %s, client certificate file %s, client key file %s, server name %s)",
        authority, certificate, key, serverName);
  }
}
