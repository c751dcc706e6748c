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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;

@RunWith(JUnitQuickcheck.class)
public final class RouterFileTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Property(trials = 300)
  public void aRouterComesBackAsItWasWritten(long seed) {
    Router router = new RandomRouters(seed).next();

    String text = RouterFile.write(router);
    Router again = RouterFile.parse(text);

    assertThat(again.explain(), is(router.explain()));
    assertThat(RouterFile.write(again), is(text));
    assertSameRoutes(router.over(inputs()), again.over(inputs()), new Random(seed));
  }

  private static void assertSameRoutes(Route one, Route other, Random random) {
    for (int i = 0; i < 100; i++) {
      RoutedRow row =
          new RoutedRow(
              "key " + random.nextInt(),
              new float[] {(float) random.nextGaussian(), (float) random.nextGaussian()});
      assertThat(other.shadow(row), is(one.shadow(row)));
      int model = one.first(row);
      String assignment = row.assignment();
      assertThat(other.first(row), is(model));
      assertThat(row.assignment(), startsWith(assignment));
      while (model != Route.ANSWER) {
        float score = (float) random.nextGaussian();
        int next = one.after(row, model, score);
        assertThat(other.after(row, model, score), is(next));
        model = next;
      }
    }
  }

  @Test
  public void everyPartCanBeWritten() {
    Router router =
        parse(
            "# Who answers.",
            "router:",
            "  when:",
            "    if:",
            "      any:",
            "        - {feature: a, above: 1000}",
            "        - all: [{feature: b, below: -1e-3}, {feature: a, within: [0, 0.5]}]",
            "    then: heavy",
            "    else:",
            "      shadow:",
            "        model: other",
            "        answering:",
            "          canary:",
            "            salt: \"2026\"",
            "            share: 0.05",
            "            candidate: heavy",
            "            stable:",
            "              cascade:",
            "                light: light",
            "                band: [0.003, 0.5]",
            "                heavy:",
            "                  split:",
            "                    experiment: heavier",
            "                    arms:",
            "                      - {name: control, share: 0.75, router: heavy}",
            "                      - {name: treatment, share: 0.25, router: huge}");

    assertThat(
        router.explain(),
        is(
            "where (a > 1000.0 or (b < -0.001 and a in 0.0 to 0.5)):\n"
                + "  heavy answers\n"
                + "else:\n"
                + "  for 5.0 % of the keys:\n"
                + "    heavy answers\n"
                + "  for the others:\n"
                + "    light answers, but in 0.003 to 0.5:\n"
                + "      in experiment heavier:\n"
                + "        control, 75.0 % of the keys:\n"
                + "          heavy answers\n"
                + "        treatment, 25.0 % of the keys:\n"
                + "          huge answers\n"
                + "  other is asked as well, and compared\n"));
  }

  @Test
  public void jsonIsReadAsWell() {
    assertThat(
        parse(
                "{",
                "\t\"router\": {",
                "\t\t\"cascade\": {\"light\": \"light\", \"band\": [1e-3, 0.5],",
                "\t\t\t\"heavy\": \"heavy\"}}",
                "}")
            .explain(),
        is("light answers, but in 0.001 to 0.5:\n  heavy answers\n"));
  }

  @Test
  public void whatIsWrongIsOneLineWithThePlaceTheValueAndWhatIsAllowed() {
    assertThat(
        refusal("router: {cascade: {light: light, band: [0.5, 0.1], heavy: heavy}}"),
        is(
            "router: router.cascade.band is [0.5, 0.1]; allowed: [LOW, HIGH], two finite numbers,"
                + " the smaller first"));
    assertThat(
        refusal("router: {cascade: {light: light, bnad: [0.1, 0.5], heavy: heavy}}"),
        is("router: router.cascade.bnad is unknown; allowed: light, band, heavy"));
    assertThat(
        refusal("router: {cascade: {light: light, heavy: heavy}}"),
        startsWith("router: router.cascade.band is missing; allowed: [LOW, HIGH]"));
    assertThat(
        refusal("router: {cascade: {light: light, band: [0, 1], heavy: light}}"),
        startsWith("router: router.cascade: light is light, which"));
    assertThat(
        refusal("router: {canary: {salt: s, share: 5, candidate: a, stable: b}}"),
        is("router: router.canary.share is 5; allowed: a number from 0 to 1"));
    assertThat(
        refusal("router: {split: {experiment: e, arms: [{name: a, share: 0.5, router: b}]}}"),
        is("router: router.split: shares of [a] sum to 0.5; allowed: shares of sum 1"));
    assertThat(
        refusal("router: {split: {experiment: e, arms: [{name: a, share: 2, router: b}]}}"),
        is("router: router.split.arms[0].share is 2; allowed: a number from 0 to 1"));
    assertThat(
        refusal("router: {budget: {within: soon, preferred: a, fast: b}}"),
        is(
            "router: router.budget.within is \"soon\"; allowed: an ISO-8601 duration above zero,"
                + " such as PT0.05S or PT10S"));
    assertThat(
        refusal("router: {split: {experiment: e, arms: []}}"),
        is("router: router.split.arms is []; allowed: a list of arms"));
    assertThat(
        refusal("router: {when: {if: {feature: a, above: high}, then: a, else: b}}"),
        is("router: router.when.if.above is \"high\"; allowed: a finite number"));
    assertThat(
        refusal("router: {when: {if: {all: [{feature: a}]}, then: a, else: b}}"),
        is(
            "router: router.when.if.all[0] is {feature=a}; allowed: feature and one of above, below"
                + " and within"));
    assertThat(
        refusal("router: {canary: {}, cascade: {}}"),
        containsString("; allowed: one of when, cascade, canary"));
    assertThat(refusal("router: {dice: 1}"), containsString("router.dice is unknown; allowed: "));
    assertThat(refusal("router: 7"), containsString("router is 7; allowed: the name of a model"));
    assertThat(refusal("routers: light"), is("router: routers is unknown; allowed: router"));
    assertThat(refusal(""), is("router: the document is null; allowed: a map of router"));
    assertThat(refusal("{}"), startsWith("router: router is missing; allowed: the name of"));
    assertThat(
        refusal("router:\n  a: [1\n"), startsWith("router, line 3, column 1: is not YAML: "));
    assertThat(
        refusal("router: light\nrouter: heavy"), containsString("is not YAML: found duplicate"));
  }

  @Test
  public void aFileIsReadFromAPathAUriAndTheClassPath() throws IOException {
    Path file = folder.newFile("router.yaml").toPath();
    Files.writeString(file, "router: light\n");

    assertThat(RouterFile.read(file.toString()).explain(), is("light answers\n"));
    assertThat(RouterFile.read(file.toUri().toString()).explain(), is("light answers\n"));
    assertThat(
        RouterFile.read("classpath:io/weir/inference/router.yaml").explain(),
        is("heavy answers\n"));
  }

  @Test
  public void aFileThatCannotBeUsedIsNamed() throws IOException {
    Path file = folder.newFile("router.yaml").toPath();
    Files.writeString(file, "router: {dice: 1}");
    Path binary = folder.newFile("router.bin").toPath();
    Files.write(binary, new byte[] {(byte) 0xC3, 0x28});
    Path longer = folder.newFile("long.yaml").toPath();
    Files.writeString(longer, "#".repeat(70_000));

    assertThat(wrong(file.toString()), startsWith(file + ": router.dice is unknown"));
    assertThat(
        wrong("/no/such.yaml"), is("router file is /no/such.yaml; allowed: a file that exists"));
    assertThat(wrong("classpath:no.yaml"), containsString("allowed: a file that exists"));
    assertThat(wrong("no-such-scheme://x/y.yaml"), containsString("no-such-scheme://x/y.yaml"));
    assertThat(wrong(binary.toString()), containsString("it is not UTF-8"));
    assertThat(wrong(longer.toString()), containsString("it is longer than 65536 bytes"));
  }

  private static RouteInputs inputs() {
    return new RouteInputs(
        List.of("light", "heavy", "other"),
        List.of("a", "b"),
        () -> 0,
        model -> 2_000_000L * (model + 1));
  }

  private static Router parse(String... lines) {
    return RouterFile.parse(String.join("\n", lines) + "\n");
  }

  private static String refusal(String text) {
    return oneLine(assertThrows(IllegalArgumentException.class, () -> RouterFile.parse(text)));
  }

  private static String wrong(String location) {
    return oneLine(assertThrows(IllegalArgumentException.class, () -> RouterFile.read(location)));
  }

  private static String oneLine(Throwable refused) {
    String message = String.valueOf(refused.getMessage());
    assertThat(message, not(containsString("\n")));
    return message;
  }
}
