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
package io.weir.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.weir.inference.InvalidModelException;
import io.weir.inference.ScoringException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An ONNX model with any number of inputs and outputs, called with typed tensors. For what {@link
 * OnnxModel} does not take: several inputs, texts, whole numbers, more than two classes. Needs no
 * pipeline and no manifest:
 *
 * <pre>{@code
 * try (OnnxGraph graph = OnnxGraph.open("churn", content)) {
 *   GraphOutputs outputs =
 *       graph.run(
 *           List.of(
 *               Tensor.floats("amount", new float[] {12.5f, 80}, 2, 1),
 *               Tensor.strings("country", new String[] {"CH", "DE"}, 2, 1)),
 *           Duration.ofSeconds(1));
 *   float stays = outputs.classProbabilities("output_probability").probability(0, "stays");
 * }
 * }</pre>
 *
 * <p>One thread computes a call, so the same tensors always give the same bits. In another batch, a
 * row may have others: operators choose how to add by the shape that they see. Where that matters,
 * {@link #runRows} fills every batch up to one size.
 *
 * <p>Safe for use by several threads, which compute side by side. Every call copies its tensors to
 * native memory and the outputs back, and frees both before it returns. Classifiers are best
 * exported without ZipMap: it makes a native map for each row.
 */
public final class OnnxGraph implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxGraph.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

  private final String subject;
  private final OnnxSession session;
  private final GraphDescription description;
  private final SlotPool<CallGuard> guards = new SlotPool<>(CallGuard::new);
  private final DeadlineWatch watch;
  private final AtomicBoolean closed = new AtomicBoolean();

  private OnnxGraph(String name, OnnxSession session, GraphDescription description) {
    this.subject = "model " + name;
    this.session = session;
    this.description = description;
    this.watch = DeadlineWatch.over(guards, name);
  }

  /**
   * Opens a model.
   *
   * @param name for messages
   * @param content the bytes of an ONNX file
   * @throws InvalidModelException if ONNX Runtime cannot load them, or an input or output is of a
   *     type that {@link TensorType} lacks
   */
  public static OnnxGraph open(String name, byte[] content) {
    String subject = "model " + name;
    OnnxSession session;
    try {
      session = OnnxSession.open(content);
    } catch (OrtException e) {
      throw new InvalidModelException(
          subject + ": ONNX Runtime cannot load it (" + OnnxSession.oneLine(e) + ")", e);
    }
    try {
      return new OnnxGraph(name, session, describe(session.session(), subject));
    } catch (OrtException e) {
      session.close();
      throw new InvalidModelException(
          subject + ": cannot be described (" + OnnxSession.oneLine(e) + ")", e);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private static GraphDescription describe(OrtSession session, String subject) throws OrtException {
    GraphDescription description =
        new GraphDescription(
            ports(session.getInputInfo().values(), subject),
            ports(session.getOutputInfo().values(), subject));
    for (PortDescription input : description.inputs()) {
      if (input.form() != PortDescription.Form.TENSOR) {
        throw new InvalidModelException(subject + ": input " + input + "; allowed: tensors");
      }
    }
    return description;
  }

  private static List<PortDescription> ports(Collection<NodeInfo> nodes, String subject) {
    List<PortDescription> ports = new ArrayList<>();
    for (NodeInfo node : nodes) {
      ports.add(PortDescription.of(node, subject));
    }
    return ports;
  }

  /** The model's inputs and outputs. */
  public GraphDescription describe() {
    return description;
  }

  /**
   * Computes all outputs in the calling thread.
   *
   * @param inputs one tensor for each input of the model, in any order
   * @param deadline how long it may take; a call that misses it is broken off between two
   *     operators, within about 20 milliseconds
   * @throws IllegalArgumentException if the tensors are not those that the model takes, by name,
   *     type or shape
   * @throws IllegalStateException if it is closed
   * @throws TimeoutException if the call was broken off
   * @throws ScoringException if the model failed, with kind {@code MODEL_ERROR}
   */
  public GraphOutputs run(List<Tensor> inputs, Duration deadline)
      throws TimeoutException, ScoringException {
    long dueNanos = System.nanoTime() + deadline.toNanos();
    checkInputs(inputs);
    try {
      CallGuard guard = guards.borrow();
      try {
        return run(inputs, guard, dueNanos);
      } finally {
        guards.giveBack(guard);
      }
    } catch (OrtException e) {
      throw new ScoringException(
          ScoringException.Kind.MODEL_ERROR,
          subject + ": ONNX Runtime failed (" + OnnxSession.oneLine(e) + ")",
          e);
    }
  }

  /**
   * Computes rows in a batch of a size that is always the same, so that operators always see one
   * shape: behind the rows given, the first one is repeated, and what comes of that is cut off. All
   * models seen so far whose rows are independent then give a row the same bits in any batch; this
   * is not checked here, as it is by {@link OnnxModel}.
   *
   * @param batchRows rows in each call to the model
   * @param inputs like those of {@link #run}, all with the same number of rows in their first
   *     dimension, 1 to {@code batchRows}
   * @throws IllegalArgumentException as by {@link #run}, and if the numbers of rows differ or are
   *     not allowed
   * @throws ScoringException as by {@link #run}, and if an output does not have one row for each of
   *     the inputs'
   */
  public GraphOutputs runRows(int batchRows, List<Tensor> inputs, Duration deadline)
      throws TimeoutException, ScoringException {
    checkInputs(inputs);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException(subject + ": has no inputs; allowed: at least one");
    }
    long rows = inputs.get(0).rows();
    List<Tensor> filled = new ArrayList<>();
    for (Tensor tensor : inputs) {
      if (tensor.rows() != rows || rows < 1 || rows > batchRows) {
        throw new IllegalArgumentException(
            String.format(
                "%s: input %s; allowed: 1 to %d rows, as many as the other inputs",
                subject, tensor, batchRows));
      }
      filled.add(tensor.withRows(batchRows));
    }
    return run(filled, deadline).withRows(batchRows, Math.toIntExact(rows));
  }

  private void checkInputs(List<Tensor> inputs) {
    Set<String> missing = new LinkedHashSet<>();
    Map<String, PortDescription> ports = new LinkedHashMap<>();
    for (PortDescription port : description.inputs()) {
      ports.put(port.name(), port);
      missing.add(port.name());
    }
    for (Tensor tensor : inputs) {
      PortDescription port = ports.get(tensor.name());
      if (port == null || !port.takes(tensor) || !missing.remove(tensor.name())) {
        throw new IllegalArgumentException(
            String.format(
                "%s: input %s; allowed: %s, each once",
                subject, tensor, port == null ? description.inputs() : port));
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          String.format("%s: inputs %s are missing; allowed: all given", subject, missing));
    }
  }

  private GraphOutputs run(List<Tensor> inputs, CallGuard guard, long dueNanos)
      throws OrtException, TimeoutException, ScoringException {
    Map<String, OnnxTensor> natives = new LinkedHashMap<>();
    try {
      for (Tensor tensor : inputs) {
        natives.put(tensor.name(), NativeTensors.of(session.environment(), tensor));
      }
      guard.start(dueNanos);
      try (OrtSession.Result result = session.session().run(natives, guard.options())) {
        guard.stop();
        return read(result);
      } catch (OrtException e) {
        if (guard.stop()) {
          throw new TimeoutException("the call was broken off at its deadline");
        }
        throw e;
      }
    } finally {
      natives.values().forEach(OnnxTensor::close);
    }
  }

  private GraphOutputs read(OrtSession.Result result) throws OrtException, ScoringException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (PortDescription port : description.outputs()) {
      OnnxValue value = result.get(port.name()).orElseThrow();
      values.put(
          port.name(),
          port.form() == PortDescription.Form.TENSOR
              ? NativeTensors.read(port.name(), port.type(), (OnnxTensor) value)
              : ZipMaps.read(port.name(), (OnnxSequence) value));
    }
    return new GraphOutputs(values);
  }

  /**
   * Waits up to 10 seconds for running calls, then frees all native memory. If a call does not end
   * in that time, its memory is left to the process, because freeing it would bring the process
   * down. Closing twice is harmless.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (guards.close(CLOSE_PATIENCE)) {
      session.close();
    } else {
      LOG.warn("{} is still computing after {}: not freed", subject, CLOSE_PATIENCE);
    }
    watch.close();
  }

  @Override
  public String toString() {
    return subject + ": " + description;
  }
}
