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
package io.weir.runner.flink.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toList;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.WeirOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.clusterframework.types.ResourceProfile;
import org.apache.flink.runtime.instance.HardwareDescription;
import org.apache.flink.runtime.rest.messages.taskmanager.TaskManagerInfo;
import org.apache.flink.runtime.rest.messages.taskmanager.TaskManagersInfo;
import org.apache.flink.runtime.rest.util.RestMapperUtils;
import org.apache.flink.runtime.taskexecutor.TaskExecutorMemoryConfiguration;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** With Flink's own client, against the answers of clusters that no test can have. */
public final class FlinkMasterTest {
  private static final String OVERVIEW =
      "{\"taskmanagers\": 0, \"slots-total\": 0, \"slots-available\": 0, \"jobs-running\": 0,"
          + " \"jobs-finished\": 0, \"jobs-cancelled\": 0, \"jobs-failed\": 0,"
          + " \"flink-version\": \"1.19.3\", \"flink-commit\": \"any\"}";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile String overview = OVERVIEW;
  private volatile String configuration = "[]";
  private volatile String workers = "";
  private HttpServer server;

  @Before
  public void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/overview", call -> reply(call, overview));
    server.createContext("/v1/jobmanager/config", call -> reply(call, configuration));
    server.createContext("/v1/taskmanagers", call -> reply(call, workers));
    server.start();
  }

  @After
  public void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void reply(HttpExchange call, String json) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    call.sendResponseHeaders(200, body.length);
    call.getResponseBody().write(body);
    call.close();
  }

  private FlinkMaster connect() {
    WeirOptions options =
        PipelineOptionsFactory.fromArgs("--flinkMaster=127.0.0.1:" + server.getAddress().getPort())
            .as(WeirOptions.class);
    return FlinkAddress.of(options).connect();
  }

  private void elastic(String setting, String value, boolean expected) {
    configuration = "[{\"key\": \"" + setting + "\", \"value\": \"" + value + "\"}]";
    try (FlinkMaster master = connect()) {
      assertThat(
          configuration,
          String.valueOf(master.elastic()),
          is(expected ? setting + " is " + value : "null"));
    }
  }

  /** A session on Kubernetes has no worker, and no slot, until a job needs one. */
  @Test
  public void aClusterThatMakesSlotsOrMakesDoIsToldByItsSettings() {
    elastic("execution.target", "kubernetes-session", true);
    elastic("execution.target", "yarn-session", true);
    elastic("kubernetes.cluster-id", "payments", true);
    elastic("jobmanager.scheduler", "Adaptive", true);
    elastic("scheduler-mode", "reactive", true);
    elastic("execution.target", "remote", false);
    elastic("jobmanager.scheduler", "default", false);
    elastic("rest.port", "8081", false);
  }

  private boolean here(String... hosts) throws IOException {
    workers =
        RestMapperUtils.getStrictObjectMapper()
            .writeValueAsString(
                new TaskManagersInfo(
                    Stream.of(hosts).map(FlinkMasterTest::worker).collect(toList())));
    try (FlinkMaster master = connect()) {
      return master.here();
    }
  }

  private static TaskManagerInfo worker(String host) {
    return new TaskManagerInfo(
        new ResourceID("any"),
        "pekko.tcp://flink@" + host + ":6122/user/rpc/taskmanager_0",
        1,
        1,
        1,
        1,
        1,
        ResourceProfile.ZERO,
        ResourceProfile.ZERO,
        new HardwareDescription(1, 1, 1, 1),
        new TaskExecutorMemoryConfiguration(1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L),
        false);
  }

  /** Its own address tells nothing: it may be a tunnel to elsewhere. */
  @Test
  public void itIsHereWhereAllItsWorkersAre() throws IOException {
    assertThat(here("localhost", "127.0.0.1"), is(true));
    assertThat(here("localhost", "192.0.2.7"), is(false));
    assertThat(here("192.0.2.7"), is(false));
    assertThat(here(), is(false));
  }

  @Test
  public void whatIsNoFlinkIsOneLine() {
    overview = "<html>Welcome</html>";

    InvalidSettingException refused = assertThrows(InvalidSettingException.class, this::connect);

    assertThat(
        refused.getMessage(),
        startsWith(
            "--flink-master is 127.0.0.1:"
                + server.getAddress().getPort()
                + ", but no Flink answers there: "));
    assertThat(String.valueOf(refused.getMessage()).lines().count(), is(1L));
  }
}
