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
package io.weir.launcher.triton;

import static java.util.stream.Collectors.toSet;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;
import static org.junit.Assume.assumeNoException;

import io.weir.inference.FeatureRows;
import io.weir.inference.Model;
import io.weir.inference.ModelFolder;
import io.weir.onnx.OnnxModelSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** With a real Triton, where this machine can have one. */
public class LocalTritonTest {
  private static final String HEAVY = "classpath:/fraud/heavy";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern DATA = Pattern.compile("\"data\":\\[([^]]*)]");

  private static final Pattern REGIONS = Pattern.compile("weir_[0-9a-f-]{36}_");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  private ModelRepository models() throws IOException {
    return ModelRepository.in(temporary.getRoot().toPath().resolve("models"));
  }

  @BeforeClass
  public static void install() {
    try {
      TritonHome.here().installation(message -> {});
    } catch (TritonUnavailableException e) {
      assumeNoException("skipped: " + e.getMessage(), e);
    }
  }

  private String ask(LocalTriton triton, String model, float[][] rows) throws Exception {
    StringBuilder data = new StringBuilder();
    for (float[] row : rows) {
      data.append(data.length() == 0 ? "" : ",").append(Arrays.toString(row));
    }
    String question =
        "{\"inputs\":[{\"name\":\"features\",\"datatype\":\"FP32\",\"shape\":["
            + rows.length
            + ","
            + rows[0].length
            + "],\"data\":["
            + data
            + "]}]}";
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://" + triton.httpEndpoint() + "/v2/models/" + model + "/infer"))
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString(question))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private float[] scores(LocalTriton triton, String model, float[][] rows) throws Exception {
    String answer = ask(triton, model, rows);
    Matcher data = DATA.matcher(answer);
    assertThat(answer, data.find(), is(true));
    String[] values = data.group(1).split(",", -1);
    float[] scores = new float[values.length];
    for (int row = 0; row < scores.length; row++) {
      // JSON holds the float as a double.
      scores[row] = (float) Double.parseDouble(values[row]);
    }
    return scores;
  }

  private static float[][] rows(int count, int columns) {
    SplittableRandom random = new SplittableRandom(1);
    float[][] rows = new float[count][columns];
    for (float[] row : rows) {
      for (int column = 0; column < columns; column++) {
        row[column] = random.nextInt(20_000) / 100f;
      }
    }
    return rows;
  }

  /** The names in shared memory that begin as those of this process's Triton do. */
  private static Set<String> sharedMemory(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/dev/shm"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .collect(toSet());
    }
  }

  private static Set<String> ownSharedMemory() throws IOException {
    Matcher regions = REGIONS.matcher(String.join(" ", ownProcesses()));
    return regions.find() ? sharedMemory(regions.group()) : new HashSet<>();
  }

  private static Set<String> ownProcesses() {
    return ProcessHandle.current()
        .descendants()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(command -> command.contains("triton"))
        .collect(toSet());
  }

  @Test
  public void theHeavyModelScoresToTheBitAsItDoesEmbeddedAlsoAfterACrash() throws Exception {
    float[][] rows = rows(64, 15);
    float[] expected;
    try (Model embedded = OnnxModelSource.of(HEAVY).open()) {
      expected = embedded.score(FeatureRows.copyOf(rows), PATIENCE).join().toArray();
    }
    try (LocalTriton triton = LocalTriton.serving(models().add(HEAVY)).start()) {
      assertThat(scores(triton, "fraud-heavy", rows), is(expected));
      for (int row = 0; row < 8; row++) {
        float[][] alone = {rows[row]};
        assertThat(scores(triton, "fraud-heavy", alone), is(new float[] {expected[row]}));
      }
      String before = triton.grpcEndpoint();

      triton.kill();
      assertThrows(IOException.class, () -> ask(triton, "fraud-heavy", rows));
      assertThat(ownProcesses(), is(empty()));

      triton.restart();
      assertThat(triton.grpcEndpoint(), is(before));
      assertThat(scores(triton, "fraud-heavy", rows), is(expected));
    }
  }

  @Test
  public void oneThatIsToKeepRunningIsStartedAgainWhereItServedBeforeWhenOthersKillIt()
      throws Exception {
    float[][] rows = rows(8, 15);
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    try (LocalTriton triton =
        LocalTriton.serving(models().add(HEAVY)).keepRunning(said::add).start()) {
      float[] expected = scores(triton, "fraud-heavy", rows);
      triton.kill();
      triton.restart();
      assertThat(said, is(empty()));

      killed("tritonserver");
      assertThat(next(said), is("Triton ended (code 137): starting it again in 2 s (1 of 5)"));
      assertThat(next(said), is("Triton is ready again"));
      assertThat(scores(triton, "fraud-heavy", rows), is(expected));

      killed("python[0-9.]*");
      assertThat(next(said), is("Triton ended (code 137): starting it again in 4 s (2 of 5)"));
      assertThat(next(said), is("Triton is ready again"));
      assertThat(scores(triton, "fraud-heavy", rows), is(expected));
    }
    assertThat(ownProcesses(), is(empty()));
    assertThat(restarters(), is(empty()));
    assertThat(said, is(empty()));
  }

  @Test
  public void closingDuringThePauseOrTheStartLeavesNothing() throws Exception {
    for (boolean starting : new boolean[] {false, true}) {
      BlockingQueue<String> said = new LinkedBlockingQueue<>();
      LocalTriton triton =
          LocalTriton.serving(ModelRepository.in(temporary.newFolder().toPath()).add(HEAVY))
              .keepRunning(said::add)
              .start();
      killed("tritonserver");
      assertThat(next(said), containsString("starting it again in 2 s"));
      assertThat(ownProcesses(), is(empty()));
      if (starting) {
        await(() -> !ownSharedMemory().isEmpty());
      }
      Set<String> regions = ownSharedMemory();
      triton.close();
      assertThat(ownProcesses(), is(empty()));
      assertThat(restarters(), is(empty()));
      assertThat(said, is(empty()));
      regions.retainAll(sharedMemory(""));
      assertThat(regions, is(empty()));
    }
  }

  /** Kills a process of the server as another process would. */
  private static void killed(String program) {
    Pattern path = Pattern.compile(".*/" + program);
    ProcessHandle process =
        ProcessHandle.current()
            .descendants()
            .filter(own -> path.matcher(own.info().command().orElse("")).matches())
            .findFirst()
            .orElseThrow();
    assertThat(process.destroyForcibly(), is(true));
  }

  private static String next(BlockingQueue<String> said) throws InterruptedException {
    return String.valueOf(said.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.call()) {
      assertThat(System.nanoTime() - start, is(lessThan(PATIENCE.toNanos())));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private static Set<Thread> restarters() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("triton-restart"))
        .collect(toSet());
  }

  @Test
  public void paddingChangesNoScore() throws Exception {
    Path padded = temporary.newFolder("padded").toPath();
    ModelFolder heavy = ModelFolder.at(HEAVY);
    Files.write(padded.resolve("model.onnx"), heavy.readModel(heavy.readManifest()));
    try (InputStream manifest = getClass().getResourceAsStream("/fraud/heavy/model.json")) {
      String text = new String(manifest.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(
          padded.resolve("model.json"),
          text.replace("\"batch_invariant\": true", "\"batch_invariant\": false"));
    }
    float[][] rows = rows(7, 15);
    float[] expected;
    try (Model embedded = OnnxModelSource.of(HEAVY).open()) {
      expected = embedded.score(FeatureRows.copyOf(rows), PATIENCE).join().toArray();
    }
    ModelRepository models = models().add(padded.toString());
    assertThat(
        Files.readString(models.folder().resolve("fraud-heavy/config.pbtxt")),
        containsString("\"padded_rows\" value: { string_value: \"64\" }"));
    try (LocalTriton triton = LocalTriton.serving(models).start()) {
      assertThat(scores(triton, "fraud-heavy", rows), is(expected));
    }
  }

  @Test
  public void closingLeavesNoProcessAndNoSharedMemory() throws Exception {
    LocalTriton triton = LocalTriton.serving(models().add(HEAVY)).start();
    Matcher regions = REGIONS.matcher(String.join(" ", ownProcesses()));
    assertThat(regions.find(), is(true));
    assertThat(sharedMemory(regions.group()), is(not(empty())));
    triton.close();
    triton.close();
    assertThat(ownProcesses(), is(empty()));
    assertThat(sharedMemory(regions.group()), is(empty()));
    assertThrows(IllegalStateException.class, triton::restart);
  }

  @Test
  public void aModelOfOnesOwnAnswersAsItsProgramSays() throws Exception {
    ModelRepository models =
        models()
            .add(
                "raising",
                2,
                String.join(
                    "\n",
                    "class TritonPythonModel:",
                    "    def execute(self, requests):",
                    "        raise ValueError('on purpose')"));
    try (LocalTriton triton = LocalTriton.serving(models).start()) {
      assertThat(
          ask(triton, "raising", rows(1, 2)),
          allOf(containsString("\"error\""), containsString("ValueError: on purpose")));
    }
  }

  @Test
  public void aModelThatCannotBeLoadedIsSaidWithTheEndOfTheLog() throws Exception {
    ModelRepository models = models().add("broken", 2, "raise ImportError('on purpose')");
    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class, () -> LocalTriton.serving(models).start().close());
    assertThat(
        failure.getMessage(),
        allOf(
            containsString("Triton ended while it started; its log ends:"),
            containsString("ImportError: on purpose")));
    assertThat(ownProcesses(), is(empty()));
  }
}
