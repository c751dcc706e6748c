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
package io.weir.inference;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The open models of a process: one instance for each {@link ModelSource#id()}, however many
 * workers use it, closed when the last of them lets go.
 *
 * <pre>{@code
 * try (SharedModels.Lease lease = SharedModels.ofProcess().acquire(source)) {
 *   lease.model().score(rows, deadline);
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads. At no time are two instances of one id open: who asks while
 * the last holder is closing waits, and then opens a new one.
 */
public final class SharedModels {
  private static final SharedModels PROCESS = new SharedModels();
  private static final long MAX_WAIT_SECONDS = 300;

  private final ConcurrentMap<String, Holder> holders = new ConcurrentHashMap<>();

  SharedModels() {}

  /** The models of this process (of this class loader, where a server isolates its jobs). */
  public static SharedModels ofProcess() {
    return PROCESS;
  }

  /**
   * Takes a share of a model, opening it if nobody holds it.
   *
   * @return a lease, which the caller closes
   * @throws IOException if the model cannot be opened, or another thread has been opening it for
   *     five minutes
   * @throws InterruptedException if the thread is interrupted while another one opens the model
   */
  public Lease acquire(ModelSource source) throws IOException, InterruptedException {
    String id = source.id();
    while (true) {
      Holder holder = holders.computeIfAbsent(id, unused -> new Holder());
      if (!holder.lock.tryLock(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(
            "model " + id + ": waited " + MAX_WAIT_SECONDS + " s for another thread to open it");
      }
      try {
        if (!holder.retired) {
          return lease(id, holder, source);
        }
      } finally {
        holder.lock.unlock();
      }
    }
  }

  /** The number of models that are open now. */
  public int openModels() {
    return holders.size();
  }

  private Lease lease(String id, Holder holder, ModelSource source) throws IOException {
    Model model = holder.model;
    if (model == null) {
      try {
        model = source.open();
        holder.model = model;
      } finally {
        if (holder.model == null) {
          retire(id, holder);
        }
      }
    }
    holder.leases++;
    return new Lease(this, id, holder, model);
  }

  private void release(String id, Holder holder) {
    // Not a long wait: while a lease is out, the model is open and the lock is held only to count.
    holder.lock.lock();
    try {
      holder.leases--;
      Model model = holder.model;
      if (holder.leases == 0 && model != null) {
        try {
          model.close();
        } finally {
          retire(id, holder);
        }
      }
    } finally {
      holder.lock.unlock();
    }
  }

  private void retire(String id, Holder holder) {
    holder.retired = true;
    holder.model = null;
    holders.remove(id, holder);
  }

  /** One model and its count. All fields are guarded by the lock. */
  private static final class Holder {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Model model;
    private int leases;
    private boolean retired;
  }

  /** A share of an open model. */
  public static final class Lease implements AutoCloseable {
    private final SharedModels owner;
    private final String id;
    private final Holder holder;
    private final Model model;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Lease(SharedModels owner, String id, Holder holder, Model model) {
      this.owner = owner;
      this.id = id;
      this.holder = holder;
      this.model = model;
    }

    /**
     * The model, open as long as this lease is. Do not close it: close the lease.
     *
     * @throws IllegalStateException if this lease is closed
     */
    public Model model() {
      if (closed.get()) {
        throw new IllegalStateException("the lease of model " + id + " is closed");
      }
      return model;
    }

    /** Gives the share back. Closing twice is harmless. */
    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        owner.release(id, holder);
      }
    }
  }
}
