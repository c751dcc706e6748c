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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes routers and conditions of what stands in a document. */
final class RouterForms {
  private static final String[] ROUTERS = {
    "when", "cascade", "canary", "split", "budget", "shadow"
  };
  private static final String ROUTER =
      "the name of a model, or a map of one of " + String.join(", ", ROUTERS);
  private static final String MODEL = "the name of a model";
  private static final String SALT = "a name in quotes";

  private RouterForms() {}

  static Router router(FormNode node) {
    if (node.isText()) {
      return Router.always(node.text(MODEL));
    }
    if (!node.isMap()) {
      throw node.refuse(ROUTER);
    }
    String kind = node.choice(ROUTERS);
    FormNode fields = node.field(kind);
    switch (kind) {
      case "when":
        return when(fields.map("if", "then", "else"));
      case "cascade":
        return cascade(fields.map("light", "band", "heavy"));
      case "canary":
        return canary(fields.map("salt", "share", "candidate", "stable"));
      case "split":
        return split(fields.map("experiment", "arms"));
      case "budget":
        return budget(fields.map("within", "preferred", "fast"));
      default:
        return shadow(fields.map("model", "answering"));
    }
  }

  private static Router when(FormNode fields) {
    return Router.when(
        condition(fields.field("if")), router(fields.field("then")), router(fields.field("else")));
  }

  private static Router cascade(FormNode fields) {
    String light = fields.field("light").text(MODEL);
    Band band = fields.field("band").band();
    Router heavy = router(fields.field("heavy"));
    return fields.made(() -> Router.cascade(light, band, heavy));
  }

  private static Router canary(FormNode fields) {
    String salt = fields.field("salt").text(SALT);
    ShareSource share = shareSource(fields.field("share"));
    Router candidate = router(fields.field("candidate"));
    Router stable = router(fields.field("stable"));
    return fields.made(() -> Router.canary(salt, share, candidate, stable));
  }

  private static Router split(FormNode fields) {
    String experiment = fields.field("experiment").text(SALT);
    List<Arm> arms = new ArrayList<>();
    for (FormNode node : fields.field("arms").list("a list of arms")) {
      FormNode arm = node.map("name", "share", "router");
      String name = arm.field("name").text(SALT);
      double share = share(arm.field("share"));
      Router router = router(arm.field("router"));
      arms.add(node.made(() -> Arm.of(name, share, router)));
    }
    return fields.made(() -> Router.split(experiment, arms.toArray(new Arm[0])));
  }

  private static Router budget(FormNode fields) {
    Duration within = fields.field("within").duration();
    Router preferred = router(fields.field("preferred"));
    Router fast = router(fields.field("fast"));
    return fields.made(() -> Router.budget(within, preferred, fast));
  }

  private static Router shadow(FormNode fields) {
    String model = fields.field("model").text(MODEL);
    Router answering = router(fields.field("answering"));
    return fields.made(() -> Router.shadow(model, answering));
  }

  private static ShareSource shareSource(FormNode node) {
    if (!node.isMap()) {
      return ShareSource.fixed(share(node));
    }
    FormNode fields = node.map("file", "every");
    String file = fields.field("file").text("the place of a file that holds a number from 0 to 1");
    Duration every = fields.field("every").duration();
    return node.made(() -> ShareSource.fromFile(file, every));
  }

  private static double share(FormNode node) {
    String allowed = "a number from 0 to 1";
    double share = node.number(allowed);
    if (share < 0 || share > 1) {
      throw node.refuse(allowed);
    }
    return share;
  }

  private static Condition condition(FormNode node) {
    if (!node.isMap()) {
      throw node.refuse("a map of feature and above, below or within, or of all or any");
    }
    FormNode fields = node.map("feature", "above", "below", "within", "all", "any");
    if (!fields.field("feature").isPresent()) {
      String kind = node.choice("all", "any");
      return compound(kind.equals("all"), node.field(kind));
    }
    String feature = fields.field("feature").text("the name of a feature");
    FormNode above = fields.field("above");
    FormNode below = fields.field("below");
    FormNode within = fields.field("within");
    if (fields.size() != 2) {
      throw node.refuse("feature and one of above, below and within");
    }
    if (above.isPresent()) {
      return Condition.above(feature, above.number("a finite number"));
    }
    return below.isPresent()
        ? Condition.below(feature, below.number("a finite number"))
        : Condition.within(feature, within.band());
  }

  private static Condition compound(boolean all, FormNode node) {
    List<FormNode> nodes = node.list("a list of conditions");
    Condition compound = condition(nodes.get(0));
    for (FormNode next : nodes.subList(1, nodes.size())) {
      Condition other = condition(next);
      compound = all ? compound.and(other) : compound.or(other);
    }
    return compound;
  }
}
