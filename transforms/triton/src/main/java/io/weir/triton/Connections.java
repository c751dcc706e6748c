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

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a process: one for each server and its settings, however many models use it,
 * closed when the last of them lets go.
 */
final class Connections {
  private static final Connections PROCESS = new Connections();

  private final Map<TritonServer, Holder> holders = new HashMap<>();

  private Connections() {}

  /** The connections of this process (of this class loader, where a server isolates its jobs). */
  static Connections ofProcess() {
    return PROCESS;
  }

  /**
   * Takes a share of a connection.
   *
   * @return a lease, which the caller closes
   * @throws IOException if a file that the settings name cannot be read
   */
  synchronized Lease acquire(TritonServer server) throws IOException {
    // Opening reads small files and contacts nobody: short enough to do it in the lock.
    Holder holder = holders.get(server);
    if (holder == null) {
      holder = new Holder(Connection.open(server));
      holders.put(server, holder);
    }
    holder.leases++;
    return new Lease(this, server, holder.connection);
  }

  /** How many connections are open. */
  synchronized int open() {
    return holders.size();
  }

  private void release(TritonServer server) {
    Connection last = leave(server);
    if (last != null) {
      last.close();
    }
  }

  private synchronized @Nullable Connection leave(TritonServer server) {
    Holder holder = holders.get(server);
    if (holder == null || --holder.leases > 0) {
      return null;
    }
    holders.remove(server);
    return holder.connection;
  }

  private static final class Holder {
    private final Connection connection;
    private int leases;

    private Holder(Connection connection) {
      this.connection = connection;
    }
  }

  /** A share of an open connection. */
  static final class Lease implements AutoCloseable {
    private final Connections owner;
    private final TritonServer server;
    private final Connection connection;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Lease(Connections owner, TritonServer server, Connection connection) {
      this.owner = owner;
      this.server = server;
      this.connection = connection;
    }

    Connection connection() {
      return connection;
    }

    /** Gives the share back. Closing twice is harmless. */
    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        owner.release(server);
      }
    }
  }
}
