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

import java.io.Serializable;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which model answers an element: a value, put together from parts. But for those parts that say
 * otherwise ({@link #isReproducible}) it reads no clock, so that the same elements are always
 * answered by the same models.
 *
 * <pre>{@code
 * Router router =
 *     Router.when(
 *         Condition.above("TX_AMOUNT", 1_000),
 *         Router.always("heavy"),
 *         Router.cascade("light", Band.of(0.01, 0.2), Router.always("heavy")));
 * }</pre>
 *
 * <p>Models are named here and described in a {@link Routing}. A {@link RouterFile} holds the same
 * in text.
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
   * @throws IllegalArgumentException if the other router asks the light model again, but where the
   *     time of a {@link #budget} is over
   */
  public static Router cascade(String light, Band band, Router heavy) {
    return new Cascade(light, band, heavy);
  }

  /**
   * A share of the keys goes to a candidate, the others stay. A key stays on its side for ever, and
   * growing the share moves keys only to the candidate. The side follows from the 32 bits of {@link
   * String#hashCode()}, salted and mixed by the finaliser of MurmurHash3 (A. Appleby, 2011).
   *
   * <p>Predictions say on which side a key is ({@link Prediction#assignment}): {@code
   * SALT/candidate} or {@code SALT/stable}.
   *
   * @param salt makes the choice independent of that of other canaries; in the form of an arm's
   *     name
   * @param share of the keys, from 0 to 1
   */
  public static Router canary(String salt, double share, Router candidate, Router stable) {
    return canary(salt, ShareSource.fixed(share), candidate, stable);
  }

  /**
   * A canary whose share may change while the pipeline runs: from bundle to bundle, each of which
   * sees one share. Raising it moves keys only to the candidate, lowering it only back.
   *
   * <p>Not {@link #isReproducible reproducible}, unless the share is fixed: who answers an element
   * then depends on when it is answered, also in the discipline of event time.
   *
   * @param share of the keys; until it has given a first one, all keys are on the stable side
   */
  public static Router canary(String salt, ShareSource share, Router candidate, Router stable) {
    return new Canary(salt, share, candidate, stable);
  }

  /**
   * An experiment: each key belongs to one of several arms, for ever, and who answers for it
   * follows from its arm. Predictions say which ({@link Prediction#assignment}), so that effects
   * can be told apart by it. A key's place is that of {@link #canary}, salted with the experiment's
   * name: the next experiment mixes the keys anew.
   *
   * @param experiment its name, in the form of an arm's
   * @throws IllegalArgumentException if two arms have one name, or the shares do not sum to 1
   */
  public static Router split(String experiment, Arm... arms) {
    return new Split(experiment, arms);
  }

  /**
   * The preferred router says who answers where there is time for it: where what is left of the
   * budget exceeds what the calls of the models that it may ask for the element take of late.
   * Elsewhere the fast one does, so that every element is answered. Models of which nothing is
   * known yet are asked; one that was too slow is asked again some seconds later.
   *
   * <p>The budget runs from when the element came to the step, or earlier ({@link Score#waited}).
   * It decides who is asked; how long an answer is waited for is the {@linkplain
   * RoutedModel.Builder#deadline deadline} of the model. Where it is the other router of a {@link
   * #cascade}, its fast router may be the light model: that has answered, and its answer stands.
   *
   * <p>Not {@link #isReproducible reproducible}: it reads a clock, and who answers depends on the
   * time of answering, also in the discipline of event time.
   *
   * @param within how long all may take, at most an hour
   * @throws IllegalArgumentException if that is not above zero, or one of the routers has a shadow
   */
  public static Router budget(Duration within, Router preferred, Router fast) {
    return new Budget(within, preferred, fast);
  }

  /**
   * A router answers, and another model is asked as well: the difference of the scores is measured,
   * and nothing waits for it. The model must not compute in the calling thread: that would be
   * waiting.
   *
   * @throws IllegalArgumentException if there is a shadow already
   */
  public static Router shadow(String model, Router answering) {
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

  /**
   * Whether the same elements are always answered by the same models, whenever they come: not so
   * where a clock, or a share that changes, has a say.
   */
  public boolean isReproducible() {
    return parts().stream().allMatch(Router::isReproducible);
  }

  /** Whether it notes on which side of something elements are. */
  boolean assigns() {
    return parts().stream().anyMatch(Router::assigns);
  }

  /** Whether elements must know when they came. */
  boolean readsClock() {
    return parts().stream().anyMatch(Router::readsClock);
  }

  /** Whether a model is asked beside. */
  boolean hasShadow() {
    return parts().stream().anyMatch(Router::hasShadow);
  }

  /** Whether it is one model and nothing else. */
  boolean isAlways(String model) {
    return false;
  }

  /** Whether it may ask a model that has answered and could not take that answer instead. */
  boolean asksAgain(String model) {
    return parts().stream().anyMatch(part -> part.asksAgain(model));
  }

  abstract void collect(Set<String> names);

  abstract void explain(StringBuilder text, String indent);

  /** As it stands in a file: maps, lists, strings and numbers. */
  abstract Object form();

  /** The routers in it. */
  abstract List<Router> parts();

  /** This router for the models of a routing. */
  abstract Route over(RouteInputs inputs);
}
