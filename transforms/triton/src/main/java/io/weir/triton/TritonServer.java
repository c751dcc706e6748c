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

import com.google.common.hash.Hashing;
import io.grpc.Metadata;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A server, or several that serve the same models, and how to talk to them. An immutable value that
 * travels to the workers; making one contacts nobody.
 *
 * <pre>{@code
 * TritonServer server =
 *     TritonServer.at("triton-0:8001", "triton-1:8001")
 *         .tls(TlsSettings.trusting(Path.of("/etc/weir/ca.pem")))
 *         .tokenFile(Path.of("/run/secrets/triton"), "triton-grpc-protocol-infer-key")
 *         .build();
 * }</pre>
 *
 * <p>A process holds one connection to each endpoint, however many models and threads use it. An
 * endpoint is one address and port: a name that stands for several addresses stands for as many
 * endpoints, and each of them is judged alone. Calls go to the endpoints in turn; one that cannot
 * be reached is left out until it can be reached again, which is tried at least every few seconds
 * while calls are made.
 *
 * <p>An endpoint that can be reached and does not score is left out, too, by the circuit that each
 * opened model has for it where there is more than one (the process of a model may be dead on one
 * server and well on another, and so may one model beside another on the same server):
 *
 * <ul>
 *   <li>It opens after three calls in a row that the endpoint failed to answer, was too busy for or
 *       let run into their deadlines, or when it failed three quarters of the last 20. Rows that
 *       are bad do not count, nor does what every endpoint fails or refuses alike.
 *   <li>While it is open the endpoint gets one call at a time, after a pause of 1 to 15 seconds
 *       that doubles each time, less a random part of up to a half. If that call is answered, the
 *       endpoint is back in turn; if not, or not within a second, another endpoint answers it.
 *   <li>A batch on which an endpoint fails with an error of the model, or which it refuses, is
 *       given to another one at once, whose circuit is closed, and only if that one answers was the
 *       first endpoint at fault. What is transient is for the caller to try again: that ({@link
 *       io.weir.inference.Model#scoreAgain}) and the second call of a hedged one go elsewhere.
 *   <li>Where the circuits of all endpoints that can be reached are open, all are asked in turn as
 *       if they were closed: then the model is away, and that is for the one circuit of the model
 *       to say ({@link io.weir.inference.Resilience}), as with a single endpoint. No call waits for
 *       two circuits.
 *   <li>Streams, and the questions that are asked when a model is opened, go to all endpoints that
 *       can be reached, in turn; no circuit hears of them.
 * </ul>
 *
 * <p>One line in the log says that an endpoint is left out, and one that it is back.
 */
public final class TritonServer implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<Endpoint> endpoints;
  private final @Nullable TlsSettings tls;
  private final @Nullable String tokenFile;
  private final String tokenKey;
  private final String tokenPrefix;
  private final boolean gzip;
  private final @Nullable Duration keepAlive;
  private final int maxMessageBytes;
  private final int maxInFlight;

  private TritonServer(Builder builder) {
    this.endpoints = List.copyOf(builder.endpoints);
    this.tls = builder.tls;
    this.tokenFile = builder.tokenFile;
    this.tokenKey = builder.tokenKey;
    this.tokenPrefix = builder.tokenPrefix;
    this.gzip = builder.gzip;
    this.keepAlive = builder.keepAlive;
    this.maxMessageBytes = builder.maxMessageBytes;
    this.maxInFlight = builder.maxInFlight;
  }

  /**
   * Starts with the endpoints.
   *
   * @param endpoint the gRPC port of a server: {@code host:port}, on Triton port 8001 unless
   *     configured; a name that stands for several addresses stands for as many endpoints
   * @param more further endpoints that serve the same models
   */
  public static Builder at(String endpoint, String... more) {
    return new Builder(endpoint, more);
  }

  List<Endpoint> endpoints() {
    return endpoints;
  }

  @Nullable TlsSettings tls() {
    return tls;
  }

  Optional<TokenFile> tokenFile() {
    return Optional.ofNullable(tokenFile)
        .map(file -> new TokenFile(Path.of(file), tokenKey, tokenPrefix));
  }

  boolean gzip() {
    return gzip;
  }

  @Nullable Duration keepAlive() {
    return keepAlive;
  }

  int maxMessageBytes() {
    return maxMessageBytes;
  }

  int maxInFlight() {
    return maxInFlight;
  }

  /** All endpoints, for messages. */
  String address() {
    return endpoints.stream().map(Endpoint::toString).collect(Collectors.joining(","));
  }

  /** A hash of all settings; of files it holds the paths only. */
  String fingerprint() {
    String settings =
        String.join(
            "\n",
            address(),
            String.valueOf(tls),
            String.valueOf(tokenFile),
            tokenKey,
            tokenPrefix,
            String.valueOf(gzip),
            String.valueOf(keepAlive),
            String.valueOf(maxMessageBytes),
            String.valueOf(maxInFlight));
    return Hashing.sha256().hashString(settings, StandardCharsets.UTF_8).toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TritonServer
        && fingerprint().equals(((TritonServer) other).fingerprint());
  }

  @Override
  public int hashCode() {
    return fingerprint().hashCode();
  }

  /** The endpoints. */
  @Override
  public String toString() {
    return address();
  }

  /** Collects the settings of a connection. */
  public static final class Builder {
    private static final Duration LEAST_KEEP_ALIVE = Duration.ofMinutes(5);

    private final List<Endpoint> endpoints = new ArrayList<>();
    private @Nullable TlsSettings tls;
    private @Nullable String tokenFile;
    private String tokenKey = "";
    private String tokenPrefix = "";
    private boolean gzip;
    private @Nullable Duration keepAlive;
    private int maxMessageBytes = 64 << 20;
    private int maxInFlight = 32;

    private Builder(String endpoint, String... more) {
      endpoints.add(Endpoint.parse(endpoint));
      for (String next : more) {
        endpoints.add(Endpoint.parse(next));
      }
      List<String> names = endpoints.stream().map(Endpoint::toString).collect(Collectors.toList());
      require(
          Set.copyOf(names).size() == names.size(), "endpoints are %s; allowed: each once", names);
    }

    /** Encrypts; plain text unless set. */
    public Builder tls(TlsSettings tls) {
      this.tls = tls;
      return this;
    }

    /**
     * Sends a token with each call: the content of a file, which is read again whenever it has
     * changed.
     *
     * <p>Without TLS, everybody on the way can read the token.
     *
     * @param file holds the token in printable ASCII, and no more than blanks around it
     * @param metadataKey the name of the header: {@code authorization}, or for a restricted
     *     protocol of Triton {@code triton-grpc-protocol-} and its name
     * @param prefix stands before the token in the header, such as {@code "Bearer "}
     */
    public Builder tokenFile(Path file, String metadataKey, String prefix) {
      require(
          !metadataKey.startsWith("grpc-") && !metadataKey.endsWith("-bin"),
          "token metadata key is %s; allowed: one that neither starts with grpc- nor ends with"
              + " -bin",
          metadataKey);
      require(
          TokenFile.isPrintable(prefix), "token prefix is unprintable; allowed: printable ASCII");
      // Refuses what is no header name.
      Metadata.Key.of(metadataKey, Metadata.ASCII_STRING_MARSHALLER);
      this.tokenFile = file.toString();
      this.tokenKey = metadataKey;
      this.tokenPrefix = prefix;
      return this;
    }

    /** Like {@link #tokenFile(Path, String, String)}, with nothing before the token. */
    public Builder tokenFile(Path file, String metadataKey) {
      return tokenFile(file, metadataKey, "");
    }

    /**
     * Whether requests are compressed; false unless set. Feature rows gain little. Answers are
     * compressed or not as the server decides.
     */
    public Builder gzip(boolean gzip) {
      this.gzip = gzip;
      return this;
    }

    /**
     * How often the connection is tried while calls wait for answers; never unless set.
     *
     * @param keepAlive at least 5 minutes: Triton hangs up on clients that ask more often, unless
     *     it is configured otherwise
     */
    public Builder keepAlive(Duration keepAlive) {
      require(
          keepAlive.compareTo(LEAST_KEEP_ALIVE) >= 0,
          "keepAlive is %s; allowed: at least %s",
          keepAlive,
          LEAST_KEEP_ALIVE);
      this.keepAlive = keepAlive;
      return this;
    }

    /** The longest answer that is taken, in bytes; 64 MiB unless set. */
    public Builder maxMessageBytes(int maxMessageBytes) {
      require(
          maxMessageBytes >= 1024,
          "maxMessageBytes is %s; allowed: at least 1024",
          maxMessageBytes);
      this.maxMessageBytes = maxMessageBytes;
      return this;
    }

    /**
     * How many scoring calls this process has with the server at a time; 32 unless set. Further
     * calls wait for their turn, and their deadlines run while they wait. Streams do not count.
     */
    public Builder maxInFlight(int maxInFlight) {
      require(maxInFlight >= 1, "maxInFlight is %s; allowed: at least 1", maxInFlight);
      this.maxInFlight = maxInFlight;
      return this;
    }

    /** The server. */
    public TritonServer build() {
      return new TritonServer(this);
    }
  }
}
