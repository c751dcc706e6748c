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
package io.weir.pipelines.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toList;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.weir.features.Arrival;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.reflect.DoFnSignatures;
import org.junit.Test;

/**
 * The full name of a stateful transform is the address of its state on Flink: whoever changes one
 * orphans the state of every running pipeline, and must say so here.
 */
public class TransformNamesTest {

  @Test
  public void theNamesOfTheGraphAreThoseOfTheGoldenFile() throws Exception {
    assertThat(names(Arrival.EVENT_TIME), is(golden()));
  }

  @Test
  public void theOtherArrivalHasStateOfItsOwnAndElseTheSameNames() {
    List<String> onArrival =
        names(Arrival.ON_ARRIVAL).stream()
            .map(name -> name.replace("(OnArrival)", "(EventTime)"))
            .collect(toList());
    List<String> inEventTime =
        names(Arrival.EVENT_TIME).stream()
            .filter(name -> !name.endsWith("(GroupInBundle)"))
            .collect(toList());

    assertThat(onArrival, is(inEventTime));
    assertThat(names(Arrival.ON_ARRIVAL), is(not(names(Arrival.EVENT_TIME))));
  }

  @Test
  public void historyOfTheTopicsNeedsNoOtherStep() {
    for (Arrival arrival : Arrival.values()) {
      FraudOptions options = options(arrival);
      options.setWarmUpFrom("earliest");
      options.setWarmUpUntil("transactions=5,0/labels=1,1");

      assertThat(names(options), is(names(arrival)));
    }
  }

  @Test
  public void historyOfAFileIsReadBesideAndElseTheNamesStay() {
    FraudOptions options = options(Arrival.EVENT_TIME);
    options.setWarmUpFrom("history.csv");
    options.setWarmUpUntil("2018-04-30T23:59:58Z");
    List<String> names = new ArrayList<>(names(options));
    List<String> others = new ArrayList<>(names);
    names.retainAll(names(Arrival.EVENT_TIME));
    others.removeAll(names);

    assertThat(names, is(names(Arrival.EVENT_TIME)));
    assertThat(
        others.stream().map(name -> name.replaceAll("/log/.*", "/log")).distinct().toArray(),
        is(
            new String[] {
              "history-of-labels/decode",
              "history-of-labels/parse/ParMultiDo(Parse)",
              "history-of-labels/read/log",
              "history-of-transactions/decode",
              "history-of-transactions/parse/ParMultiDo(Parse)",
              "history-of-transactions/read/log",
              "labels-with-history",
              "transactions-with-history"
            }));
  }

  private static List<String> names(Arrival arrival) {
    return names(options(arrival));
  }

  private static FraudOptions options(Arrival arrival) {
    FraudOptions options = PipelineOptionsFactory.create().as(FraudOptions.class);
    options.setArrival(arrival);
    return options;
  }

  private static List<String> names(FraudOptions options) {
    options.setModel("rules");
    Pipeline pipeline = Pipeline.create(options);
    FraudApplication application = new FraudApplication();
    application.build(pipeline, options);
    List<String> names = new ArrayList<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public void visitPrimitiveTransform(TransformHierarchy.Node node) {
            names.add(node.getFullName() + (isStateful(node) ? " [stateful]" : ""));
          }
        });
    return names.stream().sorted().collect(toList());
  }

  private static boolean isStateful(TransformHierarchy.Node node) {
    return node.getTransform() instanceof ParDo.MultiOutput
        && DoFnSignatures.isStateful(((ParDo.MultiOutput<?, ?>) node.getTransform()).getFn());
  }

  private static List<String> golden() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    TransformNamesTest.class.getResourceAsStream("/fraud/transform-names.txt")),
                UTF_8))) {
      return reader.lines().collect(toList());
    }
  }
}
