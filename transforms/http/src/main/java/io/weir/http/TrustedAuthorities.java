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

import io.weir.inference.InvalidModelException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The certificates of a PEM file, as all that a connection trusts. */
final class TrustedAuthorities {
  private TrustedAuthorities() {}

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read
   * @throws InvalidModelException if it holds no certificates
   */
  static SSLContext read(String path) throws IOException {
    byte[] content;
    try {
      content = Files.readAllBytes(Path.of(path));
    } catch (FileSystemException e) {
      throw new IOException(
          "caFile " + path + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
    try {
      return trusting(
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(content)),
          path);
    } catch (CertificateException e) {
      throw refused(path, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no usual TLS: " + e.getMessage(), e);
    }
  }

  private static SSLContext trusting(Collection<? extends Certificate> certificates, String path)
      throws GeneralSecurityException, IOException {
    if (certificates.isEmpty()) {
      throw refused(path, null);
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("authority-" + number++, certificate);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static InvalidModelException refused(String path, @Nullable Exception cause) {
    String message = "caFile is " + path + "; allowed: a PEM file with X.509 certificates";
    return cause == null
        ? new InvalidModelException(message)
        : new InvalidModelException(message, cause);
  }
}
