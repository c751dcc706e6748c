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
package io.weir.launcher.triton;

import static com.google.common.base.Preconditions.checkState;

import io.weir.launcher.ports.ReservedPort;
import io.weir.launcher.scratch.ScratchFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A real Triton Inference Server (2.51.0, with its Python backend) on this machine, on free ports
 * of the loopback address.
 *
 * <pre>{@code
 * ModelRepository models = ModelRepository.in(folder).add("classpath:fraud/heavy");
 * try (LocalTriton triton = LocalTriton.serving(models).start()) {
 *   use(triton.grpcEndpoint());
 * }
 * }</pre>
 *
 * <p>The first start on a machine installs it with pip into {@code .weir} of the checkout: 90 MB to
 * download, 310 MB on disk. That needs Linux on x86-64 and Python 3.10 to 3.12 with venv and its
 * shared library. After that a start takes some seconds.
 *
 * <p>The server, the processes of its models and their shared memory go when it is closed, and also
 * when this process ends in any way, killed included. An interrupt from the terminal does not reach
 * it. Where it ends by itself, or another process kills it, it stays away unless {@link
 * Builder#keepRunning} was called. Safe for use by several threads.
 */
public final class LocalTriton implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final String EXPLICIT = "--model-control-mode=explicit";
  private static final String LOAD = "--load-model=";

  private final ScratchFolder scratch = ScratchFolder.create("triton");
  private final ServerLog log = new ServerLog(scratch.path().resolve("triton.log"));
  private final Installation installation;
  private final List<String> options;
  private final Readiness readiness;
  private final int grpcPort;
  private final int httpPort;
  private final @Nullable Restarter restarter;
  private @Nullable ServerProcess server;

  /** Another one each time that somebody starts or ends the server; null before and after. */
  private @Nullable Wish wish;

  private boolean closed;

  private LocalTriton(Builder builder, Installation installation) {
    this.installation = installation;
    ReservedPort grpc = ReservedPort.reserve();
    ReservedPort http = ReservedPort.reserve();
    this.grpcPort = grpc.number();
    this.httpPort = http.number();
    // The server is to open them itself.
    grpc.release();
    http.release();
    this.readiness = new Readiness("http://" + httpEndpoint(), builder.awaited());
    List<String> all = new ArrayList<>();
    all.addAll(
        List.of(
            "--model-repository=" + builder.models.folder(),
            "--grpc-address=" + HOST,
            "--grpc-port=" + grpcPort,
            "--http-address=" + HOST,
            "--http-port=" + httpPort,
            "--allow-metrics=false",
            "--exit-timeout-secs=5"));
    all.addAll(builder.options);
    this.options = List.copyOf(all);
    this.restarter = builder.listener == null ? null : new Restarter(builder.listener);
  }

  /**
   * With what it can run on this machine, in words; installs nothing.
   *
   * @throws TritonUnavailableException if it cannot: one line
   */
  public static String runsHere() throws TritonUnavailableException {
    return "can run with " + PythonSearch.here().find();
  }

  /** What serves the models of a repository, once {@link Builder#start} is called. */
  public static Builder serving(ModelRepository models) {
    return new Builder(models);
  }

  /** The address of its gRPC service, {@code HOST:PORT}; the same after {@link #restart}. */
  public String grpcEndpoint() {
    return HOST + ":" + grpcPort;
  }

  /** The address of its HTTP service, {@code HOST:PORT}; the same after {@link #restart}. */
  public String httpEndpoint() {
    return HOST + ":" + httpPort;
  }

  /** Kills it with its models, until {@link #restart} is called; returns when it is gone. */
  public synchronized void kill() {
    wish = null;
    ServerProcess running = server;
    server = null;
    if (running != null) {
      running.kill();
    }
  }

  /**
   * Starts it again on the same ports, where it runs after ending it; returns when it and its
   * models are ready.
   *
   * @throws IllegalStateException if it does not get ready, or was closed
   */
  public synchronized void restart() {
    checkState(!closed, "this Triton is closed, it cannot start again");
    try {
      begin(new Wish());
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage() + "; its log ends:" + log.end(), e);
    }
  }

  private synchronized void begin(Wish wanted) throws IOException {
    stop();
    wish = wanted;
    try {
      ServerProcess starting = ServerProcess.start(installation, options, scratch.path(), log);
      server = starting;
      readiness.await(starting::alive);
      if (restarter != null) {
        restarter.watch(starting.end(), wanted);
      }
    } catch (IOException e) {
      stop();
      throw e;
    }
  }

  private void stop() {
    ServerProcess running = server;
    server = null;
    if (running != null) {
      running.stop();
    }
  }

  /** Ends it, in 15 seconds at most; a second call does nothing. */
  @Override
  public void close() {
    if (restarter != null) {
      // First, and not as the owner of this: it may be about to start the server.
      restarter.close();
    }
    synchronized (this) {
      if (!closed) {
        closed = true;
        wish = null;
        stop();
        scratch.close();
      }
    }
  }

  /** That a server be there; holds until {@link #wish} is another. */
  private final class Wish implements Restarter.Server {
    @Override
    public boolean isWanted() {
      synchronized (LocalTriton.this) {
        return wish == this;
      }
    }

    @Override
    public boolean start() throws IOException {
      synchronized (LocalTriton.this) {
        boolean wanted = isWanted();
        if (wanted) {
          begin(this);
        }
        return wanted;
      }
    }
  }

  /** The settings of a {@link LocalTriton}; all have a default. */
  public static final class Builder {
    private final ModelRepository models;
    private final List<String> options = new ArrayList<>();
    private Consumer<String> progress = message -> {};
    private @Nullable Consumer<String> listener;

    private Builder(ModelRepository models) {
      this.models = models;
    }

    /**
     * Adds options of the server's own, such as {@code --model-control-mode=explicit} with {@code
     * --load-model=NAME} (then only those models are waited for).
     */
    public Builder options(String... options) {
      this.options.addAll(List.of(options));
      return this;
    }

    /** Who is told, in one line, before something takes long; nobody unless set. */
    public Builder progress(Consumer<String> progress) {
      this.progress = progress;
      return this;
    }

    /**
     * Starts it again, on the same ports with the same models, when it ends though neither {@link
     * LocalTriton#kill} nor {@link LocalTriton#close} was called: after 2 s, then 4, 8, 16 and 30
     * s, after which it stays away. One that was ready for 5 minutes has all five starts again.
     * Unless called, a server that ends stays away.
     *
     * @param listener is told, in one line, of each end and each start, by another thread
     */
    public Builder keepRunning(Consumer<String> listener) {
      this.listener = listener;
      return this;
    }

    private List<String> awaited() {
      if (!options.contains(EXPLICIT)) {
        return models.names();
      }
      List<String> loaded = new ArrayList<>();
      for (String option : options) {
        if (option.startsWith(LOAD)) {
          loaded.add(option.substring(LOAD.length()));
        }
      }
      return loaded;
    }

    /**
     * Installs Triton where that has not been done, and starts it; returns when it and its models
     * are ready.
     *
     * @throws TritonUnavailableException if this machine lacks something that Triton needs
     * @throws IllegalStateException if it does not get ready; the message ends with its log's end
     */
    public LocalTriton start() throws TritonUnavailableException {
      return start(TritonHome.here());
    }

    LocalTriton start(TritonHome home) throws TritonUnavailableException {
      LocalTriton triton = new LocalTriton(this, home.installation(progress));
      try {
        triton.restart();
        return triton;
      } catch (RuntimeException e) {
        triton.close();
        throw e;
      }
    }
  }
}
