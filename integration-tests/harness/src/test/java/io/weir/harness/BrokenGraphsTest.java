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
package io.weir.harness;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.weir.harness.sink.Canonical;
import io.weir.harness.stream.Script;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.IterableCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.MapCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupIntoBatches;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SimpleFunction;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.Test;
import org.junit.runner.RunWith;

/** Broken copies of graphs, each of which the matrix catches on the Direct runner. */
public final class BrokenGraphsTest {
  @Test
  public void outputBehindTheWatermarkIsCaught() {
    assertThat(Failure.of(OutputInThePast.class), containsString("behind the watermark"));
  }

  @Test
  public void aDoFnThatChangesItsInputIsCaught() {
    assertThat(Failure.of(ChangedInput.class), containsString("mutat"));
  }

  /** GroupIntoBatches of Beam 2.70 holds the watermark for the first row of a batch alone. */
  @Test
  public void aBatcherThatLosesRowsOutOfOrderIsCaught() {
    assertThat(Failure.of(LostRows.class), containsString("source 'words' has 4 elements"));
  }

  @Test
  public void aKeyWhoseCoderIsNotDeterministicIsCaught() {
    assertThat(
        Failure.of(KeysWithoutOrder.class),
        allOf(containsString("must be deterministic"), containsString("MapCoder")));
  }

  /** The coder says that it is deterministic, and writes equal keys in two ways. */
  @Test
  public void aKeyThatItsCoderWritesInTwoWaysIsCaught() {
    assertThat(
        Failure.of(KeysInTwoWays.class),
        allOf(
            containsString("Expected: is \"[{a=1, b=1}"),
            containsString("count=2]\""),
            containsString("count=1, {a=1, b=1}")));
  }

  @Test
  public void anOutputThatDependsOnBundlesIsShownByKeyWindowAndField() {
    assertThat(
        Failure.of(DependsOnBundles.class),
        containsString("key 'a', at=4000, window=global: expected bundle="));
  }

  @RunWith(RunnerMatrix.class)
  @Dimensions(bundleSizes = 1, shuffled = false)
  public static final class OutputInThePast {
    @Test
    public void words(Cell cell) throws Exception {
      cell.job()
          .source("words", RunnerMatrixTest.WORDS)
          .sink("words", RunnerMatrixTest.TEXT)
          .run(
              (pipeline, ends) ->
                  pipeline
                      .apply("words", ends.<String>source("words"))
                      .apply("back", ParDo.of(new BackFn()))
                      .apply("sink", ends.sink("words")));
    }
  }

  private static final class BackFn extends DoFn<String, String> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(
        @Element String word, @Timestamp Instant time, OutputReceiver<String> output) {
      output.outputWithTimestamp(word, time.minus(Duration.standardMinutes(1)));
    }

    @Override
    @SuppressWarnings("deprecation") // Deprecated because it does what this test is about.
    public Duration getAllowedTimestampSkew() {
      return Duration.standardHours(1);
    }
  }

  @RunWith(RunnerMatrix.class)
  @Dimensions(bundleSizes = 1)
  public static final class ChangedInput {
    @Test
    public void words(Cell cell) throws Exception {
      cell.job()
          .source("bytes", Script.of(ByteArrayCoder.of()).at(1, new byte[] {1, 2}).build())
          .<byte[]>sink("bytes", (bytes, fields) -> fields.add("bytes", bytes))
          .run(
              (pipeline, ends) ->
                  pipeline
                      .apply("bytes", ends.<byte[]>source("bytes"))
                      .apply("change", ParDo.of(new ChangeFn()))
                      .apply("sink", ends.sink("bytes")));
    }
  }

  private static final class ChangeFn extends DoFn<byte[], byte[]> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element byte[] bytes, OutputReceiver<byte[]> output) {
      bytes[0]++;
      output.output(bytes.clone());
    }
  }

  @RunWith(RunnerMatrix.class)
  @Dimensions(bundleSizes = 1, shuffled = false)
  public static final class LostRows {
    @Test
    public void words(Cell cell) throws Exception {
      cell.job()
          .source("words", RunnerMatrixTest.WORDS)
          .<KV<String, Long>>sink(
              "counts",
              (count, fields) -> fields.key(count.getKey()).add("count", count.getValue()))
          .balanced("words", "counts")
          .run(
              (pipeline, ends) ->
                  pipeline
                      .apply("words", ends.<String>source("words"))
                      .apply("key", MapElements.via(new KeyFn()))
                      .apply("batch", GroupIntoBatches.ofSize(2))
                      .setCoder(
                          KvCoder.of(StringUtf8Coder.of(), IterableCoder.of(StringUtf8Coder.of())))
                      .apply("rows", ParDo.of(new RowsFn()))
                      .apply(Window.into(FixedWindows.of(Duration.millis(1))))
                      .apply(Count.perElement())
                      .apply("counts", ends.sink("counts")));
    }
  }

  private static final class KeyFn extends SimpleFunction<String, KV<String, String>> {
    private static final long serialVersionUID = 1L;

    @Override
    public KV<String, String> apply(String word) {
      return KV.of("all", word);
    }
  }

  private static final class RowsFn extends DoFn<KV<String, Iterable<String>>, String> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(
        @Element KV<String, Iterable<String>> batch, OutputReceiver<String> output) {
      batch.getValue().forEach(output::output);
    }
  }

  @RunWith(RunnerMatrix.class)
  @Dimensions(
      bundleSizes = {1, 1_000},
      shuffled = false)
  public static final class DependsOnBundles {
    @Test
    public void words(Cell cell) throws Exception {
      Canonical<KV<String, Integer>> canonical =
          (word, fields) -> fields.key(word.getKey()).add("bundle", word.getValue());
      cell.job()
          .source("words", RunnerMatrixTest.WORDS)
          .sink("words", canonical)
          .run(
              (pipeline, ends) -> {
                PCollection<String> words = pipeline.apply("words", ends.<String>source("words"));
                words
                    .apply("count", ParDo.of(new InBundleFn()))
                    .setCoder(KvCoder.of(StringUtf8Coder.of(), VarIntCoder.of()))
                    .apply("sink", ends.sink("words"));
              });
    }
  }

  private static final class InBundleFn extends DoFn<String, KV<String, Integer>> {
    private static final long serialVersionUID = 1L;

    private transient int inBundle;

    @StartBundle
    public void startBundle() {
      inBundle = 0;
    }

    @ProcessElement
    public void process(@Element String word, OutputReceiver<KV<String, Integer>> output) {
      output.output(KV.of(word, inBundle++));
    }
  }

  @RunWith(RunnerMatrix.class)
  @Dimensions(bundleSizes = 1)
  public static final class KeysWithoutOrder {
    @Test
    public void anagrams(Cell cell) throws Exception {
      countAnagrams(cell, MapCoder.of(StringUtf8Coder.of(), VarIntCoder.of()));
    }
  }

  @RunWith(RunnerMatrix.class)
  @Dimensions(bundleSizes = 1)
  public static final class KeysInTwoWays {
    @Test
    public void anagrams(Cell cell) throws Exception {
      Outputs outputs = countAnagrams(cell, new OrderOfInsertionCoder());

      assertThat(
          outputs.lines("counts").toString(),
          is("[{a=1, b=1}\tat=59999\twindow=0..60000\tcount=2]"));
    }
  }

  private static Outputs countAnagrams(Cell cell, Coder<Map<String, Integer>> letters)
      throws Exception {
    return cell.job()
        .source("words", Script.of(StringUtf8Coder.of()).at(1, "ab").at(2, "ba").build())
        .<KV<Map<String, Integer>, Long>>sink(
            "counts",
            (count, fields) ->
                fields.key(new TreeMap<>(count.getKey()).toString()).add("count", count.getValue()))
        .run(
            (pipeline, ends) ->
                pipeline
                    .apply("words", ends.<String>source("words"))
                    .apply("letters", MapElements.via(new LettersFn()))
                    .setCoder(letters)
                    .apply(Window.into(FixedWindows.of(Duration.standardMinutes(1))))
                    .apply("count", Count.perElement())
                    .apply("counts", ends.sink("counts")));
  }

  /** How often each letter is in a word, in the order in which they come in it. */
  private static final class LettersFn extends SimpleFunction<String, Map<String, Integer>> {
    private static final long serialVersionUID = 1L;

    @Override
    public Map<String, Integer> apply(String word) {
      Map<String, Integer> letters = new LinkedHashMap<>();
      word.chars().forEach(letter -> letters.merge(Character.toString(letter), 1, Integer::sum));
      return letters;
    }
  }

  private static final class OrderOfInsertionCoder extends CustomCoder<Map<String, Integer>> {
    private static final long serialVersionUID = 1L;
    private static final ListCoder<KV<String, Integer>> ENTRIES =
        ListCoder.of(KvCoder.of(StringUtf8Coder.of(), VarIntCoder.of()));

    @Override
    public void encode(Map<String, Integer> value, OutputStream stream) throws IOException {
      List<KV<String, Integer>> entries = new ArrayList<>();
      value.forEach((letter, count) -> entries.add(KV.of(letter, count)));
      ENTRIES.encode(entries, stream);
    }

    @Override
    public Map<String, Integer> decode(InputStream stream) throws IOException {
      Map<String, Integer> value = new LinkedHashMap<>();
      ENTRIES.decode(stream).forEach(entry -> value.put(entry.getKey(), entry.getValue()));
      return value;
    }

    @Override
    public void verifyDeterministic() {
      // So it says.
    }
  }
}
