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
package io.weir.harness.fault;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One fault of one run. What has happened is kept in files, because the run may have several
 * processes, some of which do not live long.
 */
public final class FaultPlan implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Fault fault;
  private final String folder;
  private final int element;

  private FaultPlan(Fault fault, String folder, int element) {
    this.fault = fault;
    this.folder = folder;
    this.element = element;
  }

  /**
   * Plans a fault.
   *
   * @param folder an existing folder of this run alone, which all its processes see
   * @param element before which element of a source, counted from 0, a checkpoint is waited for, or
   *     which one fails
   */
  public static FaultPlan of(Fault fault, Path folder, int element) {
    if (element < 0) {
      throw new IllegalArgumentException("element is " + element + ", must not be negative");
    }
    return new FaultPlan(fault, folder.toString(), element);
  }

  /** What is planned. */
  public Fault fault() {
    return fault;
  }

  /** The element at which it is due. */
  public int element() {
    return element;
  }

  /** Whether this is where it goes wrong: {@code here} is planned, due and did not happen yet. */
  public boolean strikes(Fault here) {
    return fault == here && (!fault.needsCheckpoint() || isArmed()) && mark("happened");
  }

  /** Says that a checkpoint is complete that has all elements before {@link #element}. */
  public void arm() {
    mark("armed");
  }

  /** Whether such a checkpoint is complete. */
  public boolean isArmed() {
    return Files.exists(file("armed"));
  }

  /** Says that elements behind such a checkpoint are on their way: time for what runs the graph. */
  public void due() {
    mark("due");
  }

  /** Whether it is time for a fault that comes from outside. */
  public boolean isDue() {
    return Files.exists(file("due"));
  }

  /** Says that a fault that comes from outside has been carried out. */
  public void happen() {
    mark("happened");
  }

  /** Whether it happened. */
  public boolean hasHappened() {
    return Files.exists(file("happened"));
  }

  /** Throws what a fault throws. */
  public IllegalStateException failure() {
    return new IllegalStateException("a failure on purpose: " + fault);
  }

  private boolean mark(String name) {
    try {
      Files.createFile(file(name));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of the run cannot be written: " + folder, e);
    }
  }

  private Path file(String name) {
    return Path.of(folder, "fault-" + name);
  }
}
