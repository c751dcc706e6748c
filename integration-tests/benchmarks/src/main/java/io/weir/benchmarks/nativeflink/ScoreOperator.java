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

package io.weir.benchmarks.nativeflink;

import io.weir.inference.FeatureRows;
import io.weir.inference.Model;
import io.weir.inference.ModelSource;
import io.weir.proto.v1.DeadLetter;
import io.weir.proto.v1.Reason;
import io.weir.proto.v1.Stage;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Scores in batches and keeps the order. A batch is scored when it is full, before a watermark or a
 * checkpoint barrier passes (so nothing is ever in flight that a checkpoint would have to hold), at
 * the end of the input, and a few milliseconds after its first row.
 */
final class ScoreOperator extends AbstractStreamOperator<ScoredPayment>
    implements OneInputStreamOperator<ScoredPayment, ScoredPayment>, BoundedOneInput {
  private static final long serialVersionUID = 1L;
  private static final long MAX_WAIT_MILLIS = 10;
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final ModelSource source;
  private final OutputTag<DeadLetter> refused;

  @SuppressWarnings("NullAway.Init") // Flink calls open() first.
  private transient Model model;

  @SuppressWarnings("NullAway.Init") // Flink calls open() first.
  private transient ScoredPayment[] batch;

  @SuppressWarnings("NullAway.Init") // Flink calls open() first.
  private transient float[] rows;

  @SuppressWarnings("NullAway.Init") // Flink calls open() first.
  private transient int[] columns;

  @SuppressWarnings("NullAway.Init") // Flink calls open() first.
  private transient StreamRecord<ScoredPayment> outgoing;

  private transient int size;
  private transient boolean timerSet;
  private transient @Nullable ScheduledFuture<?> timer;

  ScoreOperator(ModelSource source, OutputTag<DeadLetter> refused) {
    this.source = source;
    this.refused = refused;
    this.chainingStrategy = ChainingStrategy.ALWAYS;
  }

  @Override
  public void open() throws Exception {
    super.open();
    model = source.open();
    batch = new ScoredPayment[source.description().maxBatch()];
    columns = Vector.columns(source.description().features());
    rows = new float[batch.length * columns.length];
    outgoing = new StreamRecord<>(null);
  }

  @Override
  public void processElement(StreamRecord<ScoredPayment> element) {
    ScoredPayment payment = element.getValue();
    int at = size * columns.length;
    for (int column : columns) {
      rows[at++] = (float) payment.features[column];
    }
    batch[size++] = payment;
    if (size == batch.length) {
      flush();
    } else if (!timerSet) {
      timerSet = true;
      long due = getProcessingTimeService().getCurrentProcessingTime() + MAX_WAIT_MILLIS;
      timer = getProcessingTimeService().registerTimer(due, this::onTimer);
    }
  }

  private void onTimer(long now) {
    timerSet = false;
    flush();
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    flush();
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flush();
  }

  @Override
  public void endInput() {
    flush();
  }

  @Override
  public void close() throws Exception {
    if (timer != null) {
      timer.cancel(false);
    }
    if (model != null) {
      model.close();
    }
    super.close();
  }

  private void flush() {
    if (size == 0) {
      return;
    }
    int scored = size;
    size = 0;
    float[] scores;
    try {
      scores =
          model.score(FeatureRows.wrap(rows, scored, columns.length), DEADLINE).join().toArray();
    } catch (CompletionException e) {
      scoreOneByOne(scored);
      return;
    }
    for (int row = 0; row < scored; row++) {
      emit(row, scores[row]);
    }
  }

  /** After a batch that failed: finds the rows to blame. */
  private void scoreOneByOne(int count) {
    for (int row = 0; row < count; row++) {
      float[] single = Arrays.copyOfRange(rows, row * columns.length, (row + 1) * columns.length);
      try {
        emit(
            row,
            model.score(FeatureRows.wrap(single, 1, columns.length), DEADLINE).join().score(0));
      } catch (CompletionException e) {
        refuse(row, Reason.MODEL_ERROR, String.valueOf(e.getCause()));
      }
    }
  }

  private void emit(int row, float score) {
    if (Float.isFinite(score)) {
      batch[row].score = score;
      output.collect(outgoing.replace(batch[row]));
    } else {
      refuse(row, Reason.INVALID_SCORE, "score is " + score);
    }
  }

  private void refuse(int row, Reason reason, String detail) {
    DeadLetter letter = Refusals.of(batch[row].payment, Stage.SCORE, reason, detail);
    output.collect(refused, new StreamRecord<>(letter));
  }
}
