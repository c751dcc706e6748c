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
package io.weir.launcher;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One case of a benchmark. Immutable. */
public final class Result {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final String kind;
  private final double ours;
  private final double peer;
  private final String unit;
  private final double ratio;
  private final double spread;
  private final double target;
  private final @Nullable Boolean met;
  private final @Nullable String reason;

  private Result(
      String name,
      String kind,
      double ours,
      double peer,
      String unit,
      double ratio,
      double spread,
      double target,
      @Nullable Boolean met,
      @Nullable String reason) {
    checkArgument(
        !Double.isNaN(ratio) && !Double.isInfinite(ratio), "ratio is %s, must be finite", ratio);
    this.name = name;
    this.kind = kind;
    this.ours = ours;
    this.peer = peer;
    this.unit = unit;
    this.ratio = ratio;
    this.spread = spread;
    this.target = target;
    this.met = met;
    this.reason = reason;
  }

  /**
   * Ours beside a peer: met if the median ratio reaches the target.
   *
   * @param name the benchmark
   * @param kind the case
   * @param ours the median of our runs, in {@code unit}
   * @param peer the median of the peer's runs, in {@code unit}
   * @param ratio the median of ours / peer
   * @param spread the largest ratio less the smallest
   */
  public static Result beside(
      String name,
      String kind,
      double ours,
      double peer,
      String unit,
      double ratio,
      double spread,
      double target) {
    return new Result(name, kind, ours, peer, unit, ratio, spread, target, ratio >= target, null);
  }

  /**
   * A figure that may not exceed a bound: met if the ratio measured / bound is at most 1.
   *
   * @param unit says that it is a bound, such as {@code ms (bound)}
   */
  public static Result within(
      String name, String kind, double measured, double bound, String unit, double spread) {
    double ratio = measured / bound;
    return new Result(name, kind, measured, bound, unit, ratio, spread, 1, ratio <= 1, null);
  }

  /** Like this one, but this machine cannot show whether the target is met. */
  public Result undecided(String why) {
    return new Result(name, kind, ours, peer, unit, ratio, spread, target, null, why);
  }

  /** Whether the target is met; null where this machine cannot show it. */
  public @Nullable Boolean met() {
    return met;
  }

  ObjectNode toJson() {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", name);
    node.put("case", kind);
    node.put("ours", ours);
    node.put("peer", peer);
    node.put("unit", unit);
    node.put("ratio", ratio);
    node.put("spread", spread);
    node.put("target", target);
    if (met == null) {
      node.putNull("met");
      node.put("reason", reason);
    } else {
      node.put("met", met);
    }
    return node;
  }

  /** The row of a table. */
  String toRow() {
    return String.format(
        Locale.ROOT,
        "%-14s %-14s %14.1f %14.1f  %-16s %7.3f ±%-7.3f %7.2f  %s",
        name,
        kind,
        ours,
        peer,
        unit,
        ratio,
        spread / 2,
        target,
        met == null ? "unknown: " + reason : met ? "met" : "missed");
  }

  static String header() {
    return String.format(
        Locale.ROOT,
        "%-14s %-14s %14s %14s  %-16s %7s %-8s %7s",
        "benchmark",
        "case",
        "ours",
        "peer",
        "unit",
        "ratio",
        "",
        "target");
  }
}
