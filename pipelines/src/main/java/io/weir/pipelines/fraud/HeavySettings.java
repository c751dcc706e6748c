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
package io.weir.pipelines.fraud;

import io.weir.inference.ModelSource;
import io.weir.inference.OnFailure;
import io.weir.inference.Resilience;
import io.weir.inference.RoutedModel;
import io.weir.pipelines.Durations;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.RouterOptions;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the heavy model is asked, as the options say. */
final class HeavySettings {
  private static final Duration SHORTEST_HEDGE = Duration.ofMillis(1);
  private static final Pattern BATCH = Pattern.compile("(\\d{1,9})(?:\\.\\.(\\d{1,9}))?");
  private static final Pattern ROWS = Pattern.compile("\\d{1,9}");
  private static final String FAILURES = "fall-back, dead-letter, default-decision or wait";

  private final RouterOptions options;
  private final Duration deadline;

  /**
   * Settings to read; each is checked where it is used.
   *
   * @throws InvalidSettingException if the deadline is none
   */
  HeavySettings(RouterOptions options) {
    this.options = options;
    this.deadline = Durations.positive("heavyDeadline", options.getHeavyDeadline());
  }

  /** Whether the light model answers in its place. */
  boolean fallsBack() {
    return options.getOnHeavyFailure().equals("fall-back");
  }

  /**
   * The model with these settings.
   *
   * @param light the name of the model that answers in its place
   * @throws IllegalArgumentException if one is not allowed: one line
   */
  RoutedModel of(String name, ModelSource source, String light) {
    RoutedModel.Builder heavy =
        RoutedModel.named(name, source)
            .deadline(deadline)
            .resilience(resilience())
            .onFailure(onFailure(light));
    batches(heavy, source.description().maxBatch());
    if (!options.getHeavyQueuedRows().isEmpty()) {
      heavy.maxQueuedRows(queuedRows());
    }
    return heavy.build();
  }

  private Resilience resilience() {
    String text = options.getHeavyHedgeAfter();
    if (text.isEmpty()) {
      return Resilience.standard();
    }
    Duration after = Durations.positive("heavyHedgeAfter", text);
    if (after.compareTo(SHORTEST_HEDGE) < 0 || after.compareTo(deadline) >= 0) {
      throw new InvalidSettingException(
          "heavyHedgeAfter is "
              + text
              + ", must be at least "
              + SHORTEST_HEDGE
              + " and less than heavyDeadline, "
              + deadline);
    }
    return Resilience.builder().hedgeAfter(after).build();
  }

  private OnFailure onFailure(String light) {
    switch (options.getOnHeavyFailure()) {
      case "fall-back":
        return OnFailure.fallBackTo(light);
      case "dead-letter":
        return OnFailure.deadLetter();
      case "default-decision":
        return OnFailure.answer(0);
      case "wait":
        return OnFailure.waitFor(Durations.positive("heavyPatience", options.getHeavyPatience()));
      default:
        throw new InvalidSettingException(
            "onHeavyFailure is " + options.getOnHeavyFailure() + ", must be " + FAILURES);
    }
  }

  private void batches(RoutedModel.Builder heavy, int largest) {
    String text = options.getHeavyBatch();
    String latency = options.getHeavyBatchLatency();
    if (text.isEmpty()) {
      if (!latency.isEmpty()) {
        throw new InvalidSettingException(
            "heavyBatchLatency is " + latency + " and heavyBatch is not given, must be given");
      }
      return;
    }
    Matcher matcher = BATCH.matcher(text);
    int least = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    int most = least == 0 || matcher.group(2) == null ? least : Integer.parseInt(matcher.group(2));
    if (least < 1 || most < least || most > largest) {
      throw new InvalidSettingException(
          "heavyBatch is " + text + ", must be LEAST..MOST or one number, from 1 to " + largest);
    }
    heavy.adaptiveBatch(least, most, latency.isEmpty() ? deadline.dividedBy(2) : within(latency));
  }

  private Duration within(String text) {
    Duration latency = Durations.positive("heavyBatchLatency", text);
    if (latency.compareTo(deadline) > 0) {
      throw new InvalidSettingException(
          "heavyBatchLatency is " + text + ", must be at most heavyDeadline, " + deadline);
    }
    return latency;
  }

  private int queuedRows() {
    String text = options.getHeavyQueuedRows();
    int rows = ROWS.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (rows < 1) {
      throw new InvalidSettingException(
          "heavyQueuedRows is " + text + ", must be a number from 1 to 999999999");
    }
    return rows;
  }
}
