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

import static io.weir.inference.Arguments.require;

import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Which model answers an element: a value, put together from parts, that reads no clock, so that
 * the same elements are always answered by the same models.
 *
 * <pre>{@code
 * Router router =
 *     Router.when(
 *         Condition.above("TX_AMOUNT", 1_000),
 *         Router.always("heavy"),
 *         Router.cascade("light", Band.of(0.01, 0.2), Router.always("heavy")));
 * }</pre>
 *
 * <p>Models are named here and described in a {@link Routing}.
 */
public abstract class Router implements Serializable {
  private static final long serialVersionUID = 1L;

  Router() {}

  /** One model answers everything. */
  public static Router always(String model) {
    return new Always(model);
  }

  /** One router where a condition holds, another where not. */
  public static Router when(Condition condition, Router then, Router otherwise) {
    return new When(condition, then, otherwise);
  }

  /**
   * The light model is asked first; where its score lies in the band, another router says who
   * answers, else the light model does.
   *
   * @throws IllegalArgumentException if the other router asks the light model again
   */
  public static Router cascade(String light, Band band, Router heavy) {
    return new Cascade(light, band, heavy);
  }

  /**
   * A share of the keys goes to a candidate, the others stay. A key stays on its side for ever, and
   * growing the share moves keys only to the candidate. The side follows from the 32 bits of {@link
   * String#hashCode()}, salted and mixed by the finaliser of MurmurHash3 (A. Appleby, 2011).
   *
   * @param salt makes the choice independent of that of other canaries
   * @param share of the keys, from 0 to 1
   */
  public static Router canary(String salt, double share, Router candidate, Router stable) {
    return new Canary(salt, share, candidate, stable);
  }

  /**
   * A router answers, and another model is asked as well: the difference of the scores is measured,
   * and nothing waits for it. The model must not compute in the calling thread: that would be
   * waiting.
   *
   * @throws IllegalArgumentException if there is a shadow already
   */
  public static Router shadow(String model, Router answering) {
    require(
        !(answering instanceof Shadow),
        "shadow is %s beside another one; allowed: one shadow",
        model);
    return new Shadow(model, answering);
  }

  /** The names of all models that it may ask, in the order in which they are written. */
  public final Set<String> models() {
    Set<String> names = new LinkedHashSet<>();
    collect(names);
    return names;
  }

  /** What it does, for a person: one line a decision, indented. */
  public final String explain() {
    StringBuilder text = new StringBuilder();
    explain(text, "");
    return text.toString();
  }

  @Override
  public final String toString() {
    return explain().trim().replaceAll("\\s*\\n\\s*", "; ");
  }

  abstract void collect(Set<String> names);

  abstract void explain(StringBuilder text, String indent);

  /**
   * This router for the models of a routing.
   *
   * @param models their names, by number
   * @param features the columns of a row
   */
  abstract Route over(List<String> models, List<String> features);

  private static int number(List<String> models, String model) {
    int number = models.indexOf(model);
    require(number >= 0, "router asks %s; allowed: one of %s", model, models);
    return number;
  }

  private static final class Always extends Router {
    private static final long serialVersionUID = 1L;
    private final String model;

    Always(String model) {
      this.model = Objects.requireNonNull(model, "model");
    }

    @Override
    void collect(Set<String> names) {
      names.add(model);
    }

    @Override
    void explain(StringBuilder text, String indent) {
      text.append(indent).append(model).append(" answers\n");
    }

    @Override
    Route over(List<String> models, List<String> features) {
      int number = number(models, model);
      return new Route() {
        @Override
        public int first(RoutedRow row) {
          return number;
        }

        @Override
        public int after(RoutedRow row, int asked, float score) {
          return ANSWER;
        }
      };
    }
  }

  /** Goes one way or the other, and stays on it. */
  private abstract static class Fork implements Route {
    private final Route one;
    private final Route other;

    Fork(Route one, Route other) {
      this.one = one;
      this.other = other;
    }

    abstract boolean takesOne(RoutedRow row);

    @Override
    public int first(RoutedRow row) {
      return way(row).first(row);
    }

    @Override
    public int after(RoutedRow row, int model, float score) {
      return way(row).after(row, model, score);
    }

    @Override
    public int shadow(RoutedRow row) {
      return way(row).shadow(row);
    }

    private Route way(RoutedRow row) {
      return takesOne(row) ? one : other;
    }
  }

  private static final class When extends Router {
    private static final long serialVersionUID = 1L;
    private final Condition condition;
    private final Router then;
    private final Router otherwise;

    When(Condition condition, Router then, Router otherwise) {
      this.condition = condition;
      this.then = then;
      this.otherwise = otherwise;
    }

    @Override
    void collect(Set<String> names) {
      then.collect(names);
      otherwise.collect(names);
    }

    @Override
    void explain(StringBuilder text, String indent) {
      text.append(indent).append("where ").append(condition).append(":\n");
      then.explain(text, indent + "  ");
      text.append(indent).append("else:\n");
      otherwise.explain(text, indent + "  ");
    }

    @Override
    Route over(List<String> models, List<String> features) {
      Condition.Check check = condition.over(features);
      return new Fork(then.over(models, features), otherwise.over(models, features)) {
        @Override
        boolean takesOne(RoutedRow row) {
          return check.holds(row.features);
        }
      };
    }
  }

  private static final class Canary extends Router {
    private static final long serialVersionUID = 1L;
    private final String salt;
    private final double share;
    private final Router candidate;
    private final Router stable;

    Canary(String salt, double share, Router candidate, Router stable) {
      require(share >= 0 && share <= 1, "share is %s; allowed: 0 to 1", share);
      this.salt = Objects.requireNonNull(salt, "salt");
      this.share = share;
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
      text.append(indent).append("for ").append(100 * share).append(" % of the keys:\n");
      candidate.explain(text, indent + "  ");
      text.append(indent).append("for the others:\n");
      stable.explain(text, indent + "  ");
    }

    @Override
    Route over(List<String> models, List<String> features) {
      long bound = (long) (share * (1L << 32));
      return new Fork(candidate.over(models, features), stable.over(models, features)) {
        @Override
        boolean takesOne(RoutedRow row) {
          return (mix(row.key.hashCode() ^ salt.hashCode()) & 0xFFFFFFFFL) < bound;
        }
      };
    }

    private static int mix(int bits) {
      int mixed = bits;
      mixed ^= mixed >>> 16;
      mixed *= 0x85ebca6b;
      mixed ^= mixed >>> 13;
      mixed *= 0xc2b2ae35;
      return mixed ^ (mixed >>> 16);
    }
  }

  private static final class Cascade extends Router {
    private static final long serialVersionUID = 1L;
    private final String light;
    private final Band band;
    private final Router heavy;

    Cascade(String light, Band band, Router heavy) {
      require(
          !heavy.models().contains(light),
          "light is %s, which the other router of the cascade asks again; allowed: any other name",
          light);
      this.light = light;
      this.band = band;
      this.heavy = heavy;
    }

    @Override
    void collect(Set<String> names) {
      names.add(light);
      heavy.collect(names);
    }

    @Override
    void explain(StringBuilder text, String indent) {
      text.append(indent).append(light).append(" answers, but in ").append(band).append(":\n");
      heavy.explain(text, indent + "  ");
    }

    @Override
    Route over(List<String> models, List<String> features) {
      int number = number(models, light);
      Route escalated = heavy.over(models, features);
      return new Route() {
        @Override
        public int first(RoutedRow row) {
          return number;
        }

        @Override
        public int after(RoutedRow row, int model, float score) {
          if (model != number) {
            return escalated.after(row, model, score);
          }
          return band.contains(score) ? escalated.first(row) : ANSWER;
        }

        @Override
        public int shadow(RoutedRow row) {
          return escalated.shadow(row);
        }
      };
    }
  }

  private static final class Shadow extends Router {
    private static final long serialVersionUID = 1L;
    private final String model;
    private final Router answering;

    Shadow(String model, Router answering) {
      this.model = Objects.requireNonNull(model, "model");
      this.answering = answering;
    }

    @Override
    void collect(Set<String> names) {
      answering.collect(names);
      names.add(model);
    }

    @Override
    void explain(StringBuilder text, String indent) {
      answering.explain(text, indent);
      text.append(indent).append(model).append(" is asked as well, and compared\n");
    }

    @Override
    Route over(List<String> models, List<String> features) {
      int number = number(models, model);
      Route answers = answering.over(models, features);
      return new Route() {
        @Override
        public int first(RoutedRow row) {
          return answers.first(row);
        }

        @Override
        public int after(RoutedRow row, int asked, float score) {
          return answers.after(row, asked, score);
        }

        @Override
        public int shadow(RoutedRow row) {
          return number;
        }
      };
    }
  }
}
