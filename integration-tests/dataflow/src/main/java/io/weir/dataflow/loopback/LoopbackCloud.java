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
package io.weir.dataflow.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.vendor.grpc.v1p69p0.com.google.protobuf.InvalidProtocolBufferException;

/**
 * Cloud Storage and Dataflow's jobs, as far as a submission asks them, on a free port of the
 * loopback. In memory; any credentials will do, and there is one bucket. While it runs, this
 * process' HTTP client reaches nothing but the loopback; so there is one at a time.
 */
public final class LoopbackCloud implements AutoCloseable {
  private static final int THREADS = 4;
  private static final String BUCKET = "weir";

  /** The only bucket that there is. */
  public static final String FOLDER = "gs://" + BUCKET + "/";

  private final HttpServer server;
  private final ExecutorService threads;
  private final OnlyLoopback only = OnlyLoopback.open();
  private final StoredObjects objects = new StoredObjects();
  private final Jobs jobs = new Jobs();
  private final Journal journal = new Journal();

  private LoopbackCloud(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Starts it.
   *
   * @throws IOException if no port can be had
   */
  public static LoopbackCloud start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    LoopbackCloud cloud = new LoopbackCloud(server, Executors.newFixedThreadPool(THREADS));
    server.setExecutor(cloud.threads);
    server.createContext("/", cloud.journal.of(LoopbackCloud::refuse));
    server.createContext("/v1b3/", cloud.journal.of(cloud.jobs));
    StorageApi storage = new StorageApi(BUCKET, cloud.objects);
    server.createContext("/storage/", cloud.journal.of(storage));
    UploadApi uploads = new UploadApi(cloud.objects);
    server.createContext("/upload/", cloud.journal.of(uploads));
    server.createContext("/resumable/", cloud.journal.of(uploads));
    server.createContext("/batch/", cloud.journal.of(new BatchApi(storage)));
    server.start();
    return cloud;
  }

  /** The pipeline arguments that lead the real client here, and nowhere else. */
  public List<String> arguments() {
    String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    return List.of(
        "--project=weir-test",
        "--region=europe-west1",
        "--dataflowEndpoint=" + address,
        "--gcsEndpoint=" + address + "storage/v1/",
        "--credentialFactoryClass=org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory",
        "--tempLocation=" + FOLDER + "tmp",
        "--stagingLocation=" + FOLDER + "staging");
  }

  /** The jobs that were submitted, as they came, in order. */
  public List<JsonNode> jobs() {
    return jobs.submitted();
  }

  /**
   * The graph of a job, in Beam's model: on runner v2 it is staged, and the job says where.
   *
   * @param job one of {@link #jobs}
   * @throws IllegalArgumentException if there is no graph where the job says
   */
  public RunnerApi.Pipeline graph(JsonNode job) {
    String uri = job.at("/environment/sdkPipelineOptions/options/pipelineUrl").asText();
    try {
      return RunnerApi.Pipeline.parseFrom(object(uri));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(uri + " is no graph", e);
    }
  }

  /**
   * An object of the bucket.
   *
   * @param uri such as {@code gs://weir/staging/file} or {@code
   *     https://storage.googleapis.com/weir/staging/file}
   * @throws IllegalArgumentException if there is none
   */
  public byte[] object(String uri) {
    return objects.at(uri);
  }

  /** The names of all objects, with their buckets. */
  public List<String> objectNames() {
    return objects.names();
  }

  /** The requests that it could make no sense of, and those to elsewhere, and why. */
  public List<String> refused() {
    List<String> refused = new ArrayList<>(journal.refused());
    for (URI uri : only.elsewhere()) {
      refused.add("elsewhere: " + uri + " is not on the loopback");
    }
    return refused;
  }

  private static void refuse(Call call) {
    throw new IllegalArgumentException("no such service");
  }

  @Override
  public void close() {
    only.close();
    server.stop(0);
    threads.shutdownNow();
  }
}
