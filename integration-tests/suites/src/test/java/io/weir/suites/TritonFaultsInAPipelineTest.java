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

import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.weir.inference.LaneStatus;
import io.weir.inference.Model;
import io.weir.inference.OnFailure;
import io.weir.inference.Prediction;
import io.weir.inference.Resilience;
import io.weir.inference.RoutedModel;
import io.weir.inference.Router;
import io.weir.inference.Routing;
import io.weir.inference.Score;
import io.weir.inference.ScoringFailure;
import io.weir.proto.v1.Reason;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.experimental.categories.Category;

/** What becomes of a pipeline's elements when the model on a real Triton fails. */
@Category(TritonSuite.class)
public class TritonFaultsInAPipelineTest {
  private static final int ELEMENTS = 1_500;
  private static final int FAULT_AT = 500;

  @ClassRule
  public static final FaultyTriton TRITON =
      new FaultyTriton(
          "--model-control-mode=explicit", "--load-model=faulty", "--load-model=versioned");

  /** What happens when the element comes by at which it is to happen. */
  private static final AtomicReference<Callable<Boolean>> FAULT = new AtomicReference<>();

  @Rule public final transient TestPipeline pipeline = TestPipeline.create();

  @Test
  public void onlyTheRowsThatAreToBlameFail() {
    Score.Result<Integer> scored = score("faulty", "blamed", TritonFaultsInAPipelineTest::faulty);
    PAssert.that(scored.failures())
        .satisfies(
            failures -> {
              Set<Integer> failed = new HashSet<>();
              for (KV<Integer, ScoringFailure> failure : failures) {
                failed.add(failure.getKey());
                boolean nan = faulty(failure.getKey())[0] == FaultyTriton.NAN;
                assertThat(
                    failure.getValue().reason(),
                    is(nan ? Reason.INVALID_SCORE : Reason.MODEL_ERROR));
              }
              assertThat(failed, is(elements(true)));
              return null;
            });
    PAssert.that(scored.predictions())
        .satisfies(
            predictions -> {
              Set<Integer> answered = new HashSet<>();
              for (KV<Integer, Prediction> prediction : predictions) {
                answered.add(prediction.getKey());
                assertThat(prediction.getValue().score(), is((double) prediction.getKey()));
              }
              assertThat(answered, is(elements(false)));
              return null;
            });
    pipeline.run();
  }

  /** Now and then a row that makes the model raise, give NaN, or answer what cannot be read. */
  private static float[] faulty(int element) {
    int[] faults = {
      FaultyTriton.RAISE,
      FaultyTriton.NAN,
      FaultyTriton.ROW_LESS,
      FaultyTriton.NO_OUTPUT,
      FaultyTriton.INTEGERS
    };
    int command = element % 97 == 13 ? faults[element / 97 % faults.length] : FaultyTriton.ANSWER;
    return new float[] {command, element};
  }

  private static Set<Integer> elements(boolean faulty) {
    return IntStream.range(0, ELEMENTS)
        .filter(element -> (faulty(element)[0] != FaultyTriton.ANSWER) == faulty)
        .boxed()
        .collect(toSet());
  }

  @Test
  public void whileTheModelsProcessIsDeadItsCircuitIsOpenAndClosesWhenItIsLoadedAgain() {
    FAULT.set(
        () -> {
          die("faulty");
          return whenOpen("mortal", () -> TRITON.unload("faulty") && TRITON.load("faulty"));
        });
    everyElementIsAnswered("faulty", "mortal");
  }

  @Test
  public void whileTheServerIsAwayItsCircuitIsOpenAndClosesWhenItIsBack() {
    FAULT.set(
        () -> {
          TRITON.server().kill();
          return whenOpen(
              "killed",
              () -> {
                TRITON.server().restart();
                return true;
              });
        });
    everyElementIsAnswered("faulty", "killed");
  }

  private static void die(String model) throws Exception {
    try (Model dying = TRITON.source(model).build().open()) {
      ModelCalls.refusal(dying, FaultyTriton.row(FaultyTriton.DIE, 0));
    }
  }

  /** Repairs, in a thread of its own, once the calls of the pipeline have opened the circuit. */
  private static boolean whenOpen(String name, Callable<Boolean> repair) {
    Thread thread =
        new Thread(
            () -> {
              ModelCalls.await("the circuit is open", () -> circuit(name).equals("open"));
              try {
                assertThat("repaired", repair.call());
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            },
            "repair");
    thread.setDaemon(true);
    thread.start();
    return true;
  }

  private static String circuit(String name) {
    for (LaneStatus status : LaneStatus.ofProcess()) {
      if (status.name().equals(name)) {
        return status.circuit();
      }
    }
    return "unknown";
  }

  private void everyElementIsAnswered(String model, String name) {
    Score.Result<Integer> scored = score(model, name, TritonFaultsInAPipelineTest::faultOnTheWay);
    PAssert.that(scored.failures()).empty();
    PAssert.that(scored.predictions())
        .satisfies(
            predictions -> {
              Set<Integer> answered = new HashSet<>();
              for (KV<Integer, Prediction> prediction : predictions) {
                answered.add(prediction.getKey());
                assertThat(prediction.getValue().score(), is((double) prediction.getKey()));
                assertThat(prediction.getValue().degraded(), is(false));
              }
              assertThat(answered.size(), is(ELEMENTS));
              return null;
            });
    pipeline.run();

    assertThat("the fault has happened", FAULT.get() == null);
    assertThat(circuit(name), is("closed"));
  }

  private static float[] faultOnTheWay(int element) {
    if (element == FAULT_AT) {
      Callable<Boolean> fault = FAULT.getAndSet(null);
      if (fault != null) {
        try {
          assertThat("the fault is there", fault.call());
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    }
    return new float[] {FaultyTriton.ANSWER, element};
  }

  private Score.Result<Integer> score(
      String model, String name, SerializableFunction<Integer, float[]> rows) {
    List<Integer> elements = IntStream.range(0, ELEMENTS).boxed().collect(toList());
    RoutedModel routed =
        RoutedModel.named(name, TRITON.source(model).build())
            .resilience(
                Resilience.builder().openFor(Duration.ofMillis(200), Duration.ofSeconds(1)).build())
            .onFailure(OnFailure.waitFor(Duration.ofMinutes(2)))
            .build();
    return pipeline
        .apply(Create.of(elements))
        .apply(Score.<Integer>with(Routing.of(Router.always(name), routed)).rows(rows));
  }

  @Test
  public void eachPredictionTellsTheVersionThatGaveItAcrossAReload() {
    FAULT.set(
        () -> {
          TRITON.addVersion("versioned", 2, FaultyTriton.program("faulty.py"));
          return TRITON.load("versioned");
        });
    Score.Result<Integer> scored =
        score("versioned", "replaced", TritonFaultsInAPipelineTest::faultOnTheWay);
    PAssert.that(scored.failures()).empty();
    PAssert.that(scored.predictions())
        .satisfies(
            predictions -> {
              Set<String> versions = new HashSet<>();
              int answered = 0;
              for (KV<Integer, Prediction> prediction : predictions) {
                answered++;
                versions.add(prediction.getValue().version());
              }
              assertThat(answered, is(ELEMENTS));
              assertThat(versions, is(Set.of("1", "2")));
              return null;
            });
    pipeline.run();
  }
}
