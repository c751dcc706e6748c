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

import static io.weir.http.Arguments.require;
import static io.weir.http.Arguments.within;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a model server is and how it is reached. An immutable value that travels to the workers.
 *
 * <pre>{@code
 * HttpEndpoint endpoint =
 *     HttpEndpoint.at("https://models.example:8501")
 *         .tokenFile("/run/secrets/models/token")
 *         .caFile("/run/secrets/models/ca.pem")
 *         .maxInFlight(4)
 *         .build();
 * }</pre>
 *
 * <p>Each model that is opened has a client of its own, whose connections are kept alive and used
 * again. Redirects are not followed: a token would travel along. A proxy is used where Java's
 * system properties name one. Java lets an idle connection live up to its own limit ({@code
 * jdk.httpclient.keepalive.timeout}, in seconds); set it below the server's, because a request that
 * meets a connection just being closed fails as transient.
 *
 * <p>Files are read by the workers, from their own disks. Secrets are only ever in files: nothing
 * here holds, prints or hashes one.
 */
public final class HttpEndpoint implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String ALLOWED_BASE =
      "an http or https URI with a host and without user information, query and fragment";

  private final URI base;
  private final Duration connectTimeout;
  private final Duration openTimeout;
  private final int maxInFlight;
  private final int maxResponseBytes;
  private final boolean http2;
  private final @Nullable String tokenFile;
  private final @Nullable String caFile;

  private HttpEndpoint(Builder builder) {
    this.base = builder.base;
    this.connectTimeout = builder.connectTimeout;
    this.openTimeout = builder.openTimeout;
    this.maxInFlight = builder.maxInFlight;
    this.maxResponseBytes = builder.maxResponseBytes;
    this.http2 = builder.http2;
    this.tokenFile = builder.tokenFile;
    this.caFile = builder.caFile;
    require(
        !http2 || isTls(),
        "http2 is true with base URI %s; allowed: only with https, because Java would ask a plain"
            + " server to upgrade, which some answer by losing the request's body",
        base);
    require(
        caFile == null || isTls(),
        "caFile is %s with base URI %s; allowed: only https",
        caFile,
        base);
  }

  /**
   * Starts an endpoint.
   *
   * @param baseUri such as {@code https://host:8501} or {@code http://host/prefix}; paths of a
   *     protocol are added to it
   * @throws IllegalArgumentException if it is not an http or https URI with a host, or holds user
   *     information, a query or a fragment
   */
  public static Builder at(String baseUri) {
    return new Builder(checked(baseUri));
  }

  /** The base URI, without a slash at its end. */
  public URI base() {
    return base;
  }

  /** How long a connection may take to be made. */
  public Duration connectTimeout() {
    return connectTimeout;
  }

  /** How long opening a model may wait for each answer of the server. */
  public Duration openTimeout() {
    return openTimeout;
  }

  /** How many requests of one model may be in flight. */
  public int maxInFlight() {
    return maxInFlight;
  }

  /** How long an answer's body may be, in bytes. */
  public int maxResponseBytes() {
    return maxResponseBytes;
  }

  /** Whether HTTP/2 is offered to the server. */
  public boolean http2() {
    return http2;
  }

  /** The file that holds the bearer token. */
  public Optional<String> tokenFile() {
    return Optional.ofNullable(tokenFile);
  }

  /** The file that holds the certificates that are trusted. */
  public Optional<String> caFile() {
    return Optional.ofNullable(caFile);
  }

  /** The address of a path on this server. */
  URI resolve(String path) {
    return URI.create(base + path);
  }

  /** All settings in one line, for a hash. Names files, holds no secret. */
  String fingerprint() {
    return String.join(
        "|",
        base.toString(),
        connectTimeout.toString(),
        openTimeout.toString(),
        String.valueOf(maxInFlight),
        String.valueOf(maxResponseBytes),
        String.valueOf(http2),
        String.valueOf(tokenFile),
        String.valueOf(caFile));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HttpEndpoint
        && fingerprint().equals(((HttpEndpoint) other).fingerprint());
  }

  @Override
  public int hashCode() {
    return fingerprint().hashCode();
  }

  /** The base URI. */
  @Override
  public String toString() {
    return base.toString();
  }

  private boolean isTls() {
    return base.getScheme().equals("https");
  }

  /** A refused address is not shown where it may hold a secret. */
  private static URI checked(String baseUri) {
    boolean mayHoldSecret = baseUri.contains("@") || baseUri.contains("?") || baseUri.contains("#");
    String shown = mayHoldSecret ? "of another form (not shown: it may hold a secret)" : baseUri;
    URI uri;
    try {
      uri = new URI(baseUri);
    } catch (URISyntaxException e) {
      // Not kept as the cause, because its message holds the address.
      throw new IllegalArgumentException("base URI is " + shown + "; allowed: " + ALLOWED_BASE);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    require(
        (scheme.equals("http") || scheme.equals("https"))
            && uri.getHost() != null
            && !mayHoldSecret,
        "base URI is %s; allowed: %s",
        shown,
        ALLOWED_BASE);
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath().replaceAll("/+$", "");
    return URI.create(scheme + "://" + uri.getHost() + port + path);
  }

  /** Collects the settings of an endpoint; none but the address is needed. */
  public static final class Builder {
    private final URI base;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration openTimeout = Duration.ofSeconds(10);
    private int maxInFlight = 8;
    private int maxResponseBytes = 4 << 20;
    private boolean http2;
    private @Nullable String tokenFile;
    private @Nullable String caFile;

    private Builder(URI base) {
      this.base = base;
    }

    /** How long a connection may take to be made, 1 ms to 5 min; 5 s unless set. */
    public Builder connectTimeout(Duration timeout) {
      this.connectTimeout =
          within("connectTimeout", timeout, Duration.ofMillis(1), Duration.ofMinutes(5));
      return this;
    }

    /** How long opening waits for each answer of the server, 1 ms to 5 min; 10 s unless set. */
    public Builder openTimeout(Duration timeout) {
      this.openTimeout =
          within("openTimeout", timeout, Duration.ofMillis(1), Duration.ofMinutes(5));
      return this;
    }

    /**
     * How many requests of one opened model may be in flight, 1 to 1,024; 8 unless set. Further
     * calls wait in their order while their deadline runs.
     */
    public Builder maxInFlight(int requests) {
      this.maxInFlight = within("maxInFlight", requests, 1, 1024);
      return this;
    }

    /**
     * How many bytes the body of an answer may have, 1 KiB to 1 GiB; 4 MiB unless set. A longer one
     * is not read on and fails its batch as a model error.
     */
    public Builder maxResponseBytes(int bytes) {
      this.maxResponseBytes = within("maxResponseBytes", bytes, 1 << 10, 1 << 30);
      return this;
    }

    /** Whether to offer HTTP/2 to the server, only with https; HTTP/1.1 unless set. */
    public Builder http2(boolean offered) {
      this.http2 = offered;
      return this;
    }

    /**
     * A file whose content, less white space around it, is sent as {@code Authorization: Bearer}
     * with each request. It is read again when it changes: replace it by a rename. Over plain http
     * the token travels in the clear.
     */
    public Builder tokenFile(String path) {
      require(!path.isEmpty(), "tokenFile is empty; allowed: a path");
      this.tokenFile = path;
      return this;
    }

    /**
     * A PEM file with the certificates of the authorities that are trusted, instead of Java's own.
     * Read when a model is opened.
     */
    public Builder caFile(String path) {
      require(!path.isEmpty(), "caFile is empty; allowed: a path");
      this.caFile = path;
      return this;
    }

    /**
     * The endpoint.
     *
     * @throws IllegalArgumentException if HTTP/2 or a file of authorities is set without https
     */
    public HttpEndpoint build() {
      return new HttpEndpoint(this);
    }
  }
}
