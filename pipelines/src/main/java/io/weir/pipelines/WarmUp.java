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
package io.weir.pipelines;

import static java.util.stream.Collectors.joining;

import io.weir.streams.History;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The history from which a new deployment fills its state before it answers. Immutable.
 *
 * <p>History goes through the same graph as all else, but what it says is remembered and not
 * answered: no action, no dead letter. There are two kinds:
 *
 * <ul>
 *   <li><b>earliest</b>: what the input topics hold when the deployment is submitted, which are the
 *       records below an offset of each partition.
 *   <li><b>a file</b> in the form of a replay, whole, with its labels. The topics are read from
 *       their beginning, too, and go on where the file ends. An event of theirs that is in the file
 *       is dropped as a repeat. One that is not is answered if it may have come after the file's
 *       last row: if its time is after that of the last row less the allowed out-of-orderness. An
 *       earlier one is remembered only, as it belongs to the time of the file.
 * </ul>
 *
 * <p>Where history ends is an option, so that a replay and a restart decide as the first start did.
 * A deployment that has gone live can go on from its savepoint with or without the options; before
 * that it must keep them, or what is left of history would be answered.
 */
public final class WarmUp {
  /** The kind of history that the topics hold themselves. */
  public static final String EARLIEST = "earliest";

  private static final WarmUp NONE = new WarmUp("", Map.of(), Long.MIN_VALUE);

  private final String from;
  private final Map<String, Map<Integer, Long>> ends;
  private final long lastMillis;

  private WarmUp(String from, Map<String, Map<Integer, Long>> ends, long lastMillis) {
    this.from = from;
    this.ends = ends;
    this.lastMillis = lastMillis;
  }

  /**
   * What the options say.
   *
   * @throws InvalidSettingException if they contradict each other, or do not say where history ends
   */
  public static WarmUp of(WarmUpOptions options) {
    String from = options.getWarmUpFrom();
    String until = options.getWarmUpUntil();
    if (from.isEmpty() && until.isEmpty()) {
      return NONE;
    }
    if (from.isEmpty()) {
      throw new InvalidSettingException(
          "--warmUpUntil is " + until + ", must not be set without --warmUpFrom");
    }
    if (until.isEmpty()) {
      throw new InvalidSettingException(
          "--warmUpFrom is "
              + from
              + ", but --warmUpUntil is not set: weir run and weir launch set it when they submit a"
              + " new deployment, and its restarts must have the same");
    }
    return from.equals(EARLIEST)
        ? new WarmUp(from, parseEnds(until), Long.MIN_VALUE)
        : new WarmUp(from, Map.of(), parseTime(until));
  }

  private static Map<String, Map<Integer, Long>> parseEnds(String until) {
    Map<String, Map<Integer, Long>> ends = new HashMap<>();
    for (String topic : until.split("/", -1)) {
      int equals = topic.indexOf('=');
      Map<Integer, Long> offsets = new HashMap<>();
      try {
        for (String offset : topic.substring(equals + 1).split(",", -1)) {
          offsets.put(offsets.size(), Long.parseUnsignedLong(offset));
        }
      } catch (NumberFormatException e) {
        throw new InvalidSettingException(refusal(until), e);
      }
      if (equals < 1 || offsets.values().stream().anyMatch(offset -> offset < 0)) {
        throw new InvalidSettingException(refusal(until));
      }
      ends.put(topic.substring(0, equals), offsets);
    }
    return ends;
  }

  private static String refusal(String until) {
    return "--warmUpUntil is "
        + until
        + ", must be the first offset to answer of each partition, such as"
        + " transactions=120,98/labels=7,0, with --warmUpFrom=earliest";
  }

  private static long parseTime(String until) {
    try {
      return Instant.parse(until).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new InvalidSettingException(
          "--warmUpUntil is "
              + until
              + ", must be the time of the last row of the file that --warmUpFrom names, such as"
              + " 2018-04-30T23:59:58Z",
          e);
    }
  }

  /**
   * The option that says where history ends which the topics hold.
   *
   * @param ends by topic, without a prefix, for each partition in order the first offset to answer
   */
  public static String until(Map<String, List<Long>> ends) {
    return ends.entrySet().stream()
        .map(
            topic ->
                topic.getKey()
                    + "="
                    + topic.getValue().stream().map(String::valueOf).collect(joining(",")))
        .collect(joining("/"));
  }

  /** The option that says where a file ends: the time of its last row. */
  public static String until(long lastMillis) {
    return Instant.ofEpochMilli(lastMillis).toString();
  }

  /** Whether there is history. */
  public boolean isSet() {
    return !from.isEmpty();
  }

  /** The file that it is in; null where it is in the topics, or where there is none. */
  public @Nullable String file() {
    return isSet() && !from.equals(EARLIEST) ? from : null;
  }

  /** The time of the file's last row. */
  public long lastMillis() {
    return lastMillis;
  }

  /**
   * Which records of a topic are history.
   *
   * @param topic its name in the manifest
   * @throws InvalidSettingException if where it ends is not said of that topic
   */
  public History history(String topic, Duration maxOutOfOrderness) {
    if (!isSet()) {
      return History.none();
    }
    if (file() != null) {
      return History.before(lastMillis - maxOutOfOrderness.toMillis() + 1);
    }
    Map<Integer, Long> offsets = ends.get(topic);
    if (offsets == null) {
      throw new InvalidSettingException(
          "--warmUpUntil names the topics " + ends.keySet() + ", must name " + topic + ", too");
    }
    return History.below(offsets);
  }

  /**
   * Sees whether a repeat of the file's last events will be known as one.
   *
   * @throws InvalidSettingException if an id may be forgotten before
   */
  public void check(Duration maxOutOfOrderness, Duration deduplicateWithin) {
    if (file() != null && deduplicateWithin.compareTo(maxOutOfOrderness) < 0) {
      throw new InvalidSettingException(
          "--deduplicateWithin is "
              + deduplicateWithin
              + ", must be at least --maxOutOfOrderness, which is "
              + maxOutOfOrderness
              + ": with --warmUpFrom="
              + from
              + " an event of the topic that the file ends with is known by its id");
    }
  }
}
