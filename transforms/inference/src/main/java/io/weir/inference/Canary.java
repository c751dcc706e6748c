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

import java.util.List;
import java.util.Objects;
import java.util.Set;

/** See {@link Router#canary}. */
final class Canary extends Router {
  private static final long serialVersionUID = 1L;

  private final String salt;
  private final ShareSource share;
  private final Router candidate;
  private final Router stable;

  Canary(String salt, ShareSource share, Router candidate, Router stable) {
    Arm.checkName("salt", salt);
    this.salt = salt;
    this.share = Objects.requireNonNull(share, "share");
    this.candidate = candidate;
    this.stable = stable;
  }

  @Override
  void collect(Set<String> names) {
    candidate.collect(names);
    stable.collect(names);
  }

  @Override
  void explain(StringBuilder text, String indent) {
    text.append(indent).append("for ").append(share).append(":\n");
    candidate.explain(text, indent + "  ");
    text.append(indent).append("for the others:\n");
    stable.explain(text, indent + "  ");
  }

  @Override
  Object form() {
    return Form.of(
        "canary",
        "salt",
        salt,
        "share",
        shareForm(),
        "candidate",
        candidate.form(),
        "stable",
        stable.form());
  }

  private Object shareForm() {
    if (share instanceof FixedShare) {
      return share.share();
    }
    if (share instanceof FileShare) {
      FileShare file = (FileShare) share;
      return Form.map("file", file.location(), "every", file.every().toString());
    }
    throw new IllegalArgumentException(
        "share is " + share + "; allowed in a file: a number or the place of one");
  }

  @Override
  List<Router> parts() {
    return List.of(candidate, stable);
  }

  @Override
  boolean assigns() {
    return true;
  }

  @Override
  public boolean isReproducible() {
    return share instanceof FixedShare && super.isReproducible();
  }

  @Override
  Route over(RouteInputs inputs) {
    return new Sides(this, inputs);
  }

  /** Which side a key is on. The share is that of the time when a bundle begins. */
  private static final class Sides extends Fork {
    private final String salt;
    private final String candidates;
    private final String others;
    private final ShareSource share;
    private long bound;

    Sides(Canary canary, RouteInputs inputs) {
      super(inputs, canary.parts());
      this.salt = canary.salt;
      this.candidates = salt + "/candidate";
      this.others = salt + "/stable";
      this.share = canary.share;
      this.bound = share instanceof FixedShare ? bound(share.share()) : 0;
    }

    private static long bound(double share) {
      return (long) (share * KeyHash.PLACES);
    }

    @Override
    public void start(ScoringTally tally) {
      if (!(share instanceof FixedShare)) {
        take(tally);
      }
      super.start(tally);
    }

    private void take(ScoringTally tally) {
      double now;
      try {
        now = share.share();
        tally.refusedShares += share.refused();
      } catch (RuntimeException e) {
        now = Double.NaN;
      }
      if (now >= 0 && now <= 1) {
        bound = bound(now);
      } else {
        tally.refusedShares++;
      }
    }

    @Override
    int way(RoutedRow row) {
      return KeyHash.place(row.key, salt) < bound ? 0 : 1;
    }

    @Override
    public int first(RoutedRow row) {
      row.assign(way(row) == 0 ? candidates : others);
      return super.first(row);
    }
  }
}
