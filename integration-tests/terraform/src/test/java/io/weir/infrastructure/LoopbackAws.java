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
package io.weir.infrastructure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.harness.process.PythonEnvironment;
import io.weir.harness.process.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An AWS on the loopback address, which takes any credentials: moto, with MSK and Managed Flink of
 * our own in front of it ({@code aws/loopback_aws.py}). It keeps what it is told, and checks little
 * of it: what it takes, AWS may refuse.
 */
final class LoopbackAws implements AutoCloseable {
  private static final String MOTO = "moto-5.2.5";
  private static final Duration STARTING = Duration.ofMinutes(1);
  private static final Duration ANSWERING = Duration.ofSeconds(30);
  private static final long ENDING_SECONDS = 10;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> SERVICES =
      List.of(
          "applicationautoscaling",
          "cloudwatch",
          "ec2",
          "ecr",
          "iam",
          "kafka",
          "kinesisanalyticsv2",
          "kms",
          "logs",
          "s3",
          "secretsmanager",
          "sns",
          "sts");

  private final Process process;
  private final Path journal;
  private final int port;
  private final HttpClient client = HttpClient.newHttpClient();

  private LoopbackAws(Process process, Path journal, int port) {
    this.process = process;
    this.journal = journal;
    this.port = port;
  }

  /**
   * Starts it; it ends with this process at the latest.
   *
   * @param folder for its program and its journal
   */
  static LoopbackAws start(Path folder) throws IOException, InterruptedException {
    PythonEnvironment python = PythonEnvironment.of(MOTO, resource("requirements.txt"));
    Path program =
        Files.writeString(folder.resolve("loopback_aws.py"), resource("loopback_aws.py"));
    Path journal = Files.createFile(folder.resolve("journal.jsonl"));
    Path port = folder.resolve("port.txt");
    Path log = folder.resolve("loopback_aws.log");
    ProcessBuilder builder =
        new ProcessBuilder(python.program("python"), program.toString(), journal.toString())
            .directory(folder.toFile())
            .redirectOutput(port.toFile())
            .redirectError(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PYTHON"));
    Process process = builder.start();
    try {
      String number =
          Waiting.until(
              "loopback AWS that names its port",
              STARTING,
              () -> {
                if (!process.isAlive()) {
                  throw new IOException("it ended: " + Files.readString(log));
                }
                return Files.readString(port);
              },
              text -> text.endsWith("\n"));
      return new LoopbackAws(process, journal, Integer.parseInt(number.strip()));
    } catch (RuntimeException | Error e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = LoopbackAws.class.getResourceAsStream("/aws/" + name)) {
      if (stream == null) {
        throw new IOException("resource aws/" + name + " is missing");
      }
      return new String(stream.readAllBytes(), UTF_8);
    }
  }

  /** What makes a configuration talk to this one, as a file of overrides. */
  String override() {
    String endpoints =
        SERVICES.stream()
            .map(service -> "    " + service + " = \"http://127.0.0.1:" + port + "\"\n")
            .collect(joining());
    return "provider \"aws\" {\n"
        + "  access_key                  = \"testing\"\n"
        + "  secret_key                  = \"testing\"\n"
        + "  skip_credentials_validation = true\n"
        + "  skip_metadata_api_check     = true\n"
        + "  skip_region_validation      = true\n"
        + "  s3_use_path_style           = true\n"
        // A connection that breaks on a busy machine is tried again; what is not answered here
        // fails within a minute, where the provider's own 25 retries take many.
        + "  max_retries                 = 6\n"
        + "  endpoints {\n"
        + endpoints
        + "  }\n"
        + "}\n";
  }

  /** What makes a command line talk to this one. */
  Map<String, String> environment() {
    return Map.of(
        "AWS_ACCESS_KEY_ID", "testing",
        "AWS_SECRET_ACCESS_KEY", "testing",
        "AWS_ENDPOINT_URL", "http://127.0.0.1:" + port,
        "AWS_PAGER", "");
  }

  /** All that it was asked until now, in order. */
  List<AwsCall> calls() throws IOException {
    List<AwsCall> calls = new ArrayList<>();
    try (Stream<String> lines = Files.lines(journal)) {
      for (String line : (Iterable<String>) lines::iterator) {
        calls.add(new AwsCall(JSON.readTree(line)));
      }
    }
    return calls;
  }

  /**
   * Asks it something.
   *
   * @param region where
   * @return the answer, in whatever form the service has
   */
  String ask(AwsListing listing, String region) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + listing.path()))
            .timeout(ANSWERING)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=testing/20260101/"
                    + region
                    + "/"
                    + listing.service()
                    + "/aws4_request, SignedHeaders=host, Signature=0");
    if (!listing.target().isEmpty()) {
      request
          .header("X-Amz-Target", listing.target())
          .header("Content-Type", "application/x-amz-json-1.1")
          .POST(HttpRequest.BodyPublishers.ofString(listing.body()));
    } else if (!listing.body().isEmpty()) {
      request
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(HttpRequest.BodyPublishers.ofString(listing.body()));
    }
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(listing + " answers " + response.statusCode() + ": " + response.body());
    }
    return response.body();
  }

  @Override
  public void close() {
    try {
      // The end of its standard input ends it.
      process.getOutputStream().close();
      if (!process.waitFor(ENDING_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(ENDING_SECONDS, TimeUnit.SECONDS);
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
