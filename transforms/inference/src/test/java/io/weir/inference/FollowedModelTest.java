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
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What takes over and what does not; the test looks instead of the follower, which sleeps. */
public final class FollowedModelTest {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration LONG = Duration.ofMinutes(1);

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  @Rule public final LogLines log = new LogLines(FollowingModel.class);

  private PublishedFolder folder;
  private FollowingModel model;

  @Before
  public void follow() throws IOException {
    TextEngine.forgetAll();
    folder = new PublishedFolder(temporary.getRoot().toPath());
    folder.publish("1", "0.25");
    model = (FollowingModel) folder.follow().every(NEVER).open();
  }

  @After
  public void nothingIsLeftOpen() {
    model.close();
    model.close();

    assertThat(TextEngine.OPEN, is(empty()));
    assertThat(TextEngine.ASKED_WHEN_CLOSED, is(empty()));
    assertThat(SharedModels.ofProcess().openModels(), is(0));
  }

  @Test
  public void aNewVersionTakesOverAndTheOldOneIsClosed() throws Exception {
    folder.publish("2", "0.5");
    model.look();

    assertThat(answer(), is("0.5 by 2"));
    assertThat(TextEngine.OPEN, is(List.of("2")));
    assertThat(
        log.lines(),
        is(
            List.of(
                "INFO Model text in " + folder.location() + ": version 2 answers instead of 1")));
    assertThat(model.takeSwaps(), is(1L));
    assertThat(model.takeSwaps(), is(0L));
    assertThat(model.takeRefused(), is(0L));
  }

  @Test
  public void aFolderThatStaysTheSameIsNotLoadedAgain() throws Exception {
    model.look();
    model.look();

    assertThat(TextEngine.OPENED.get("1"), is(1));
    assertThat(log.lines(), is(empty()));
  }

  @Test
  public void anOlderVersionCanTakeOverAgain() throws Exception {
    folder.publish("2", "0.5");
    model.look();
    folder.publish("1", "0.25");
    model.look();

    assertThat(answer(), is("0.25 by 1"));
  }

  @Test
  public void theManifestOfAVersionIsFoundAfterAnotherTookOver() throws Exception {
    FollowedModel source = SerializableUtils.clone(folder.follow().every(NEVER));
    folder.publish(
        "2", "0.5", with("'output'", "'thresholds': {'review': 0, 'block': 1}, 'output'"));
    assertThat(source.manifest("2").version(), is("1"));
    model.look();
    folder.publish("3", "0.75");
    model.look();

    assertThat(source.manifest("2").thresholds(), is(Optional.of(Thresholds.of(0, 1))));
    assertThat(source.manifest("3").thresholds(), is(Optional.empty()));
    assertThat(source.manifest("1").version(), is("1"));
    assertThat(source.manifest("4").version(), is("1"));
  }

  @Test
  public void whatIsNotTheModelOfTheLaunchIsRefused() throws Exception {
    assertRefused(
        with("'a', 'b'", "'b', 'a'"),
        "field \"features\" is [b, a]; allowed: [a, b], as at the launch");
    assertRefused(
        with("'name': 'text'", "'name': 'other'"),
        "field \"name\" is other; allowed: text, as at the launch");
    assertRefused(
        with("'engine': 'text'", "'engine': 'onnx'"),
        "field \"engine\" is onnx; allowed: text, as at the launch");
    assertRefused(
        with("'max_batch': 3", "'max_batch': 2"), "field \"max_batch\" is 2; allowed: at least 3");
    assertRefused(
        with("'version': '2'", "'version': '1'"),
        "field \"version\" is 1; allowed: another one, for a model of that version answers");
    assertRefused(
        manifest -> manifest.replaceAll(", \"samples.*]", ""),
        "field \"samples\" is missing; allowed: rows with scores, without which nothing is"
            + " swapped");
  }

  @Test
  public void whatScoresASampleRowOtherwiseIsRefused() throws Exception {
    assertRefused(
        with("'score': 0.5", "'score': 0.501"),
        "scores sample row 0 with 0.5; allowed: 0.501, which its manifest says, or 1.0E-4 more or"
            + " less");
    folder.publish(
        "2", "0.5", with("'score': 0.5}]", "'score': 0.501}], 'sample_tolerance': 0.01"));
    model.look();

    assertThat(answer(), is("0.5 by 2"));
  }

  @Test
  public void whatScoresNoNumberIsRefused() throws Exception {
    folder.publish("2", "NaN", with("'score': NaN", "'score': 0.5"));

    assertRefused("scores sample row 0 with NaN; allowed: 0.5, which its manifest says");
  }

  @Test
  public void whatCannotBeOpenedIsRefusedAndNotTriedAgain() throws Exception {
    folder.publish("2", "broken", with("'score': broken", "'score': 0.5"));

    assertRefused("is refused: the file holds no number");
    assertThat(TextEngine.OPENED.get("2"), is(1));
  }

  @Test
  public void whatIsPublishedAfterARefusalIsTried() throws Exception {
    folder.publish("2", "broken", with("'score': broken", "'score': 0.5"));
    model.look();
    folder.publish("3", "0.75");
    model.look();

    assertThat(answer(), is("0.75 by 3"));
    assertThat(log.lines(), hasSize(2));
  }

  @Test
  public void whatIsNotYetWholeIsTriedAgainAndSaidOnce() throws Exception {
    folder.writeManifest(PublishedFolder.manifest("2", "0.5"));

    assertRefused("cannot be used yet: model folder " + folder.location());
    folder.write(PublishedFolder.file("2"), "0.");
    model.look();
    assertThat(model.takeRefused(), is(0L));
    assertThat(TextEngine.OPENED.containsKey("2"), is(false));
    folder.write(PublishedFolder.file("2"), "0.5");
    model.look();

    assertThat(answer(), is("0.5 by 2"));
    assertThat(log.lines(), hasSize(2));
  }

  @Test
  public void aFolderThatIsAwayForATimeIsSaidOnce() throws Exception {
    folder.delete("model.json");
    assertRefused("cannot be used yet: model folder is " + folder.location());
    folder.writeManifest("{");
    model.look();
    assertThat(log.lines(), hasSize(1));
    folder.publish("1", "0.25");
    model.look();
    folder.delete("model.json");
    model.look();

    assertThat(answer(), is("0.25 by 1"));
    assertThat(log.lines(), hasSize(2));
    assertThat(model.takeRefused(), is(1L));
  }

  @Test
  public void anAnswerThatHasNotComeKeepsTheOldModelOpen() throws Exception {
    CompletableFuture<Scores> answer =
        model.score(FeatureRows.copyOf(new float[] {TextEngine.LATER, 0}), LONG);
    folder.publish("2", "0.5");
    model.look();
    assertThat(TextEngine.OPEN, is(List.of("1", "2")));

    TextEngine.WAITING.remove().complete(Scores.of(new float[1], "1"));

    assertThat(answer.get(60, TimeUnit.SECONDS).version(), is("1"));
    assertThat(TextEngine.OPEN, is(List.of("2")));
  }

  @Test
  public void anAnswerThatIsGivenUpLetsTheOldModelGo() throws Exception {
    CompletableFuture<Scores> answer =
        model.score(FeatureRows.copyOf(new float[] {TextEngine.LATER, 0}), LONG);
    folder.publish("2", "0.5");
    model.look();
    answer.cancel(true);

    assertThat(TextEngine.OPEN, is(List.of("2")));
  }

  @Test
  public void aWorkerThatStartsLaterOpensWhatTheFolderHoldsThen() throws Exception {
    FollowedModel launched = SerializableUtils.clone(folder.follow());
    folder.publish("2", "0.5");
    folder.delete(PublishedFolder.file("1"));
    try (Model later = launched.open()) {
      assertThat(answer(later), is("0.5 by 2"));
      assertThat(later.description(), is(launched.description()));
    }
  }

  @Test
  public void aWorkerThatStartsOverABadModelOpensThatOfTheLaunch() throws Exception {
    FollowedModel launched = folder.follow();
    folder.publish("2", "NaN", with("'score': NaN", "'score': 0.5"));
    try (FollowingModel later = (FollowingModel) launched.every(NEVER).open()) {
      later.look();

      assertThat(answer(later), is("0.25 by 1"));
      assertThat(later.takeRefused(), is(1L));
      assertThat(log.lines(), hasSize(1));
    }
    // Else the process shares it.
    model.close();
    folder.delete(PublishedFolder.file("1"));
    Throwable refused = assertThrows(InvalidModelException.class, launched::open);

    assertThat(refused.getSuppressed()[0].getMessage(), containsString("scores sample row 0"));
  }

  @Test
  public void theFolderThatWasAnnouncedLastIsLookedAt() throws Exception {
    PublishedFolder second = new PublishedFolder(temporary.newFolder("second").toPath());
    second.publish("2", "0.5");
    FakeAnnouncements.says(null);
    FollowedModel source = folder.follow().every(NEVER).announcedBy(new FakeAnnouncements());
    try (FollowingModel announced = (FollowingModel) SerializableUtils.clone(source).open()) {
      assertThat(answer(announced), is("0.25 by 1"));
      FakeAnnouncements.says(second.location());
      announced.look();
      assertThat(answer(announced), is("0.5 by 2"));
      assertThat(
          log.lines(),
          is(
              List.of(
                  "INFO Model text in " + second.location() + ": version 2 answers instead of 1")));
      second.publish("3", "0.75");
      announced.look();
      assertThat(answer(announced), is("0.75 by 3"));
      FakeAnnouncements.says(null);
      announced.look();
      assertThat(answer(announced), is("0.25 by 1"));
      assertThat(FakeAnnouncements.listeners(), is(1));
    }
    assertThat(FakeAnnouncements.listeners(), is(0));
  }

  @Test
  public void aFolderThatIsAnnouncedButBadIsRefusedAndSaidOncePerAnnouncement() throws Exception {
    PublishedFolder second = new PublishedFolder(temporary.newFolder("second").toPath());
    second.publish("2", "0.5", with("'score': 0.5", "'score': 0.6"));
    FakeAnnouncements.says(second.location());
    FollowedModel source = folder.follow().every(NEVER).announcedBy(new FakeAnnouncements());
    try (FollowingModel announced = (FollowingModel) source.open()) {
      announced.look();
      assertThat(answer(announced), is("0.25 by 1"));
      assertThat(log.lines(), hasSize(1));
      assertThat(
          log.lines().get(0),
          startsWith(
              "WARNING Model text: version 1 stays, for what "
                  + second.location()
                  + " holds is refused: "));
      FakeAnnouncements.says("/nowhere");
      announced.look();
      announced.look();
      assertThat(log.lines(), hasSize(2));
    }
  }

  @Test
  public void announcementsThatCannotBeHeardLeaveTheModelAsItIs() throws Exception {
    FakeAnnouncements.says(FakeAnnouncements.AWAY);
    FollowedModel source = folder.follow().every(NEVER).announcedBy(new FakeAnnouncements());
    try (FollowingModel announced = (FollowingModel) source.open()) {
      announced.look();

      assertThat(answer(announced), is("0.25 by 1"));
      assertThat(log.lines(), hasSize(1));
      assertThat(
          log.lines().get(0),
          is(
              "WARNING Model text: version 1 stays, for where it is cannot be known: the line is dead"));
    }
    assertThat(FakeAnnouncements.listeners(), is(0));
  }

  @Test
  public void aClosedModelSaysSo() throws Exception {
    model.close();

    assertThrows(IllegalStateException.class, () -> answer());
  }

  @Test
  public void wrongSettingsAreRefusedAtTheLaunch() {
    assertThat(
        refusal(() -> FollowedModel.in("classpath:a/model", TextEngine::source)),
        is(
            "followed model folder is classpath:a/model; allowed: a path or URI, for the class path"
                + " does not change"));
    assertThat(
        refusal(() -> folder.follow().every(Duration.ZERO)),
        is("interval of a followed model is PT0S; allowed: PT0.01S to PT24H"));
    assertThat(
        refusal(() -> folder.follow().every(Duration.ofDays(2))),
        is("interval of a followed model is PT48H; allowed: PT0.01S to PT24H"));
    assertThrows(
        InvalidModelException.class, () -> FollowedModel.in("/nowhere", TextEngine::source));
  }

  @Test
  public void aVersionThatAnotherModelHadIsRefused() throws Exception {
    folder.publish("2", "0.5");
    model.look();
    assertThat(answer(), is("0.5 by 2"));

    folder.publish("1", "0.75");
    model.look();

    assertThat(answer(), is("0.5 by 2"));
    assertThat(model.takeRefused(), is(1L));
  }

  private void assertRefused(UnaryOperator<String> change, String reason) throws Exception {
    model.close();
    log.lines().clear();
    folder.publish("1", "0.25");
    model = (FollowingModel) folder.follow().every(NEVER).open();
    folder.publish("2", "0.5", change);
    assertRefused(reason);
  }

  /** However often it is looked at, with one line. */
  private void assertRefused(String reason) throws Exception {
    model.look();
    model.look();
    model.look();

    assertThat(answer(), is("0.25 by 1"));
    assertThat(model.takeRefused(), is(1L));
    assertThat(log.lines(), hasSize(1));
    assertThat(
        log.lines().get(0),
        startsWith(
            "WARNING Model text: version 1 stays, for what " + folder.location() + " holds "));
    assertThat(log.lines().get(0), containsString(reason));
    assertThat(TextEngine.OPEN, is(List.of("1")));
  }

  private static UnaryOperator<String> with(String was, String is) {
    return manifest -> {
      String changed = manifest.replace(was.replace('\'', '"'), is.replace('\'', '"'));
      if (changed.equals(manifest)) {
        throw new AssertionError(was + " is not in " + manifest);
      }
      return changed;
    };
  }

  private String answer() throws Exception {
    return answer(model);
  }

  private static String answer(Model model) throws Exception {
    Scores scores =
        model.score(FeatureRows.copyOf(new float[] {1, 2}), LONG).get(60, TimeUnit.SECONDS);
    return scores.score(0) + " by " + scores.version();
  }

  private static String refusal(Runnable setting) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, setting::run).getMessage());
  }
}
