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
package io.weir.suites;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.weir.inference.FeatureRows;
import io.weir.inference.InvalidModelException;
import io.weir.inference.Lane;
import io.weir.inference.Model;
import io.weir.inference.Prediction;
import io.weir.inference.Resilience;
import io.weir.inference.RoutedModel;
import io.weir.inference.Router;
import io.weir.inference.Routing;
import io.weir.inference.Score;
import io.weir.inference.Scores;
import io.weir.inference.ScoringException;
import io.weir.inference.ScoringException.Kind;
import io.weir.triton.TritonModelSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;
import org.junit.AfterClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.experimental.categories.Category;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.BeforeParam;
import org.junit.runners.Parameterized.Parameters;

/**
 * Other servers of the open inference protocol than Triton: KServe's Python server, which answers
 * in typed fields, and MLServer, which answers raw. Both give metadata without tensors, know no
 * configuration of a model, and have error codes of their own.
 */
@Category(TritonSuite.class)
@RunWith(Parameterized.class)
public class OpenInferenceProtocolTest {
  private static final FeatureRows ROWS =
      FeatureRows.copyOf(new float[] {0.25f, 0.5f}, new float[] {1e-20f, 3});

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static @Nullable OtherServer running;

  @Rule public final transient TestPipeline pipeline = TestPipeline.create();

  private final OtherServer.Kind kind;

  public OpenInferenceProtocolTest(OtherServer.Kind kind) {
    this.kind = kind;
  }

  @Parameters(name = "{0}")
  public static OtherServer.Kind[] kinds() {
    return OtherServer.Kind.values();
  }

  @BeforeParam
  public static void startServer(OtherServer.Kind kind) throws Exception {
    stopServer();
    running = OtherServer.start(kind, FOLDER.newFolder().toPath());
  }

  @AfterClass
  public static void stopServer() throws Exception {
    if (running != null) {
      running.close();
      running = null;
    }
  }

  private static OtherServer server() {
    OtherServer started = running;
    if (started == null) {
      throw new IllegalStateException("no server is started");
    }
    return started;
  }

  private static TritonModelSource.Builder source() {
    return TritonModelSource.at(server().endpoint())
        .model("sum")
        .features(List.of("a", "b"))
        .input("rows")
        .openTimeout(ModelCalls.PATIENCE);
  }

  private String version() {
    // KServe says none.
    return kind == OtherServer.Kind.KSERVE ? "unversioned" : "7";
  }

  @Test
  public void aModelWithoutTensorsInItsMetadataIsOpenedAndScores() throws Exception {
    try (Model model = source().build().open();
        Model named = source().output("score").build().open()) {
      Scores scores = ModelCalls.score(model, ROWS);

      assertThat(scores.toArray(), is(new float[] {0.75f, 3}));
      assertThat(scores.version(), is(version()));
      assertThat(ModelCalls.score(named, ROWS).toArray(), is(new float[] {0.75f, 3}));
    }
  }

  @Test
  public void theInputMustBeNamedWhereTheServerDoesNotSayIt() {
    InvalidModelException refused =
        assertThrows(
            InvalidModelException.class,
            () ->
                TritonModelSource.at(server().endpoint())
                    .model("sum")
                    .features(List.of("a", "b"))
                    .openTimeout(ModelCalls.PATIENCE)
                    .build()
                    .open()
                    .close());
    assertThat(
        refused.getMessage(), containsString("input is not set and the server does not say it"));
  }

  @Test
  public void aModelThatTheServerDoesNotHaveIsRefused() {
    InvalidModelException refused =
        assertThrows(
            InvalidModelException.class, () -> source().model("nope").build().open().close());
    assertThat(refused.getMessage(), containsString("NOT_FOUND: Model"));
  }

  @Test
  public void anOutputThatIsNotThereIsAnAnswerThatCannotBeRead() throws Exception {
    try (Model model = source().output("label").build().open()) {
      assertThat(ModelCalls.refusal(model, ROWS).kind(), is(Kind.MODEL_ERROR));
    }
  }

  @Test
  public void onlyTheRowThatTheModelRefusesFailsInAPipeline() {
    List<Integer> elements = new ArrayList<>();
    List<KV<Integer, Prediction>> expected = new ArrayList<>();
    for (int element = 0; element < 200; element++) {
      elements.add(element);
      if (element != 77) {
        float score = element + 0.5f;
        expected.add(KV.of(element, Prediction.of(score, "sum", version(), Lane.TRITON, false)));
      }
    }
    RoutedModel routed =
        RoutedModel.named("sum", source().build()).resilience(Resilience.standard()).build();
    Score.Result<Integer> scored =
        pipeline
            .apply(Create.of(elements))
            .apply(
                Score.<Integer>with(Routing.of(Router.always("sum"), routed))
                    .rows(element -> new float[] {element == 77 ? -1 : element, 0.5f}));

    PAssert.that(scored.predictions()).containsInAnyOrder(expected);
    PAssert.that(scored.failures())
        .satisfies(
            failures -> {
              failures.forEach(failure -> assertThat(failure.getKey(), is(77)));
              assertThat(failures.iterator().hasNext(), is(true));
              return null;
            });
    pipeline.run();
  }

  @Test
  public void aServerThatIsKilledIsTransientAndTheSameModelAnswersWhenItIsBack() throws Exception {
    try (Model model = source().build().open()) {
      server().kill();
      ScoringException away = ModelCalls.refusal(model, ROWS);
      assertThat(away.getMessage(), away.kind(), is(Kind.TRANSIENT));

      server().start();
      assertThat(
          ModelCalls.scoreUntil(model, ROWS, scores -> true).toArray(), is(new float[] {0.75f, 3}));
    }
  }
}
