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

import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a connection. gRPC's own are shared, and are ended a second after the last channel
 * is: too late where a job's classes go with the job. A thread that can no longer load what it
 * needs to end never does, and holds all that the job brought.
 */
final class NetworkThreads implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NetworkThreads.class);
  private static final ThreadFactory DAEMONS = new DefaultThreadFactory("weir-triton", true);
  private static final int CLOSE_SECONDS = 10;

  private final Set<Thread> started = ConcurrentHashMap.newKeySet();
  private final EventLoopGroup loops;
  private final ExecutorService callbacks = Executors.newCachedThreadPool(this::newThread);

  /**
   * Starts none yet.
   *
   * @param endpoints how many are connected to: a thread reads and writes for each
   */
  NetworkThreads(int endpoints) {
    this.loops =
        Epoll.isAvailable()
            ? new EpollEventLoopGroup(endpoints, this::newThread)
            : new NioEventLoopGroup(endpoints, this::newThread);
  }

  /** Has a channel use them. */
  void serve(NettyChannelBuilder channel) {
    channel
        .eventLoopGroup(loops)
        .channelType(
            loops instanceof EpollEventLoopGroup
                ? EpollSocketChannel.class
                : NioSocketChannel.class)
        .executor(callbacks)
        .offloadExecutor(callbacks);
  }

  private Thread newThread(Runnable task) {
    started.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
    Thread thread = DAEMONS.newThread(task);
    started.add(thread);
    return thread;
  }

  /** Ends them, also where this thread is interrupted; waits 10 seconds at most. */
  @Override
  public void close() {
    var unused = loops.shutdownGracefully(0, CLOSE_SECONDS / 2, TimeUnit.SECONDS);
    callbacks.shutdown();
    if (!Uninterrupted.await(this::join, CLOSE_SECONDS)) {
      LOG.warn("Threads of a connection have not ended within {} s", CLOSE_SECONDS);
    }
  }

  /** The pools say that they have ended while their last thread still runs. */
  private boolean join(long timeout, TimeUnit unit) throws InterruptedException {
    long deadline = System.nanoTime() + unit.toNanos(timeout);
    for (Thread thread : started) {
      TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
      if (thread.isAlive()) {
        return false;
      }
    }
    return true;
  }
}
