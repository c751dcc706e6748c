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

import static com.google.common.collect.MoreCollectors.onlyElement;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toList;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.features.Arrival;
import io.weir.harness.process.Guide;
import io.weir.harness.process.SparkCluster;
import io.weir.launcher.kafka.EmbeddedKafka;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.fraud.FraudApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.experimental.categories.Category;
import org.junit.rules.TemporaryFolder;

/**
 * The package on Spark, given to it by {@code spark-submit}, alone and on a cluster of real
 * processes, with the commands of the guide.
 */
@Category(LaunchSuite.class)
public final class SparkLaunchTest {
  private static final Path GUIDE = Path.of("..", "..", "runners", "spark", "README.md");
  private static final String GUIDES_FOLDER = "/tmp/weir-spark";
  private static final String GUIDES_MASTER = "spark://127.0.0.1:7077";

  private static final int ROWS = 600;

  @ClassRule public static final TemporaryFolder CLUSTER_FOLDER = new TemporaryFolder();

  private static SparkCluster spark;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  /** Where the guide's command writes to, once {@link #command} has been asked for it. */
  private Path answers = Path.of("");

  @BeforeClass
  public static void startSpark() throws IOException {
    spark = SparkCluster.start(SparkDistribution.jars(), CLUSTER_FOLDER.newFolder().toPath());
  }

  @AfterClass
  public static void stopSpark() {
    spark.close();
  }

  /** The arguments of the guide's only command for a master, with this test's places. */
  private List<String> command(String master, Path input) throws IOException {
    List<List<String>> commands =
        Guide.read(GUIDE)
            .commands(
                "",
                line ->
                    line.replace("weir-spark.jar", PackagedJar.spark().toString())
                        .replace(GUIDES_FOLDER + "/payments.csv", input.toString())
                        .replace(GUIDES_FOLDER, folder.getRoot().toString()))
            .stream()
            .filter(command -> command.get(0).equals("spark-submit"))
            .filter(command -> command.get(2).equals(master))
            .collect(toList());
    assertThat(commands, hasSize(1));
    answers =
        commands.get(0).stream()
            .filter(word -> word.startsWith("--output="))
            .map(word -> Path.of(word.replaceFirst("--output=", "")))
            .collect(onlyElement());
    return commands.get(0).stream()
        .skip(1)
        .map(word -> word.replace(GUIDES_MASTER, spark.masterAddress()))
        .collect(toList());
  }

  private List<String> lines(String topic) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(answers)) {
      for (Path file : files.collect(toList())) {
        if (String.valueOf(file.getFileName()).startsWith(topic)) {
          lines.addAll(Files.readAllLines(file, UTF_8));
        }
      }
    }
    lines.sort(null);
    return lines;
  }

  /** Reason and value of each dead letter. */
  private List<String> refused() throws IOException {
    List<String> refused = new ArrayList<>();
    for (String line : lines("dead-letters")) {
      JsonNode letter = new ObjectMapper().readTree(line);
      byte[] value = letter.path("record").path("value").binaryValue();
      refused.add(letter.path("reason").asText() + " " + new String(value, UTF_8));
    }
    refused.sort(null);
    return refused;
  }

  /** Payments in the form of the handbook; some rows cannot be read, one amount is refused. */
  private static Path payments(Path file) throws IOException {
    Random random = new Random(5);
    List<String> rows = new ArrayList<>();
    rows.add("TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD,TRANSACTION_ID");
    LocalDateTime time = LocalDateTime.of(2024, 1, 1, 0, 0);
    for (int number = 0; number < ROWS; number++) {
      time = time.plusSeconds(random.nextInt(12_000));
      String row =
          String.format(
              Locale.ROOT,
              "%s,%d,%d,%d.%02d,%d,%d",
              time.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)),
              random.nextInt(20),
              random.nextInt(30),
              number == 300 ? -1 : random.nextInt(400),
              random.nextInt(100),
              random.nextInt(5) / 4,
              number);
      rows.add(number % 97 == 13 ? row.substring(0, 25) : row);
    }
    return Files.write(file, rows, UTF_8);
  }

  @Test
  public void theGuideLeadsToTheAnswersThatItShows() throws Exception {
    Path input =
        Files.writeString(
            folder.newFile("payments.csv").toPath(), Guide.read(GUIDE).blocks("csv").get(0));

    SparkCluster.Submission run = spark.submit(command("local[2]", input));

    assertThat(run.output(), run.exitCode(), is(0));
    assertThat(lines("actions"), hasSize(3));
    assertThat(lines("actions").get(2), is(Guide.read(GUIDE).blocks("json").get(0)));
    assertThat(lines("dead-letters"), hasSize(1));
  }

  @Test
  public void onAClusterTheAnswersAreThoseThatFlinkWritesToItsTopic() throws Exception {
    Path input = payments(folder.newFile("payments.csv").toPath());
    FraudApplication fraud = new FraudApplication();
    List<String> actions = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    try (EmbeddedKafka kafka = EmbeddedKafka.started()) {
      FraudRun flink =
          new FraudRun(kafka)
              .on("flink", 2)
              .arrival(Arrival.EVENT_TIME)
              .process(fraud.replay(input, SimulationSettings.UNBOUNDED));
      flink.actionRecords().forEach(record -> actions.add(fraud.action(record.value()).toJson(-1)));
      flink
          .deadLetters()
          .forEach(
              letter ->
                  refused.add(
                      letter.getReason() + " " + letter.getRecord().getValue().toStringUtf8()));
    }

    SparkCluster.Submission run = spark.submit(command(GUIDES_MASTER, input));

    assertThat(run.output(), run.exitCode(), is(0));
    assertThat(run.output(), containsString(answers.toString()));
    actions.sort(null);
    assertThat(lines("actions"), is(actions));
    refused.sort(null);
    assertThat(refused(), is(refused));
    assertThat(actions.size() + refused.size(), is(ROWS));
  }

  @Test
  public void whatIsWrongIsOneLineAndEndsWithTwo() throws Exception {
    Path none = folder.getRoot().toPath().resolve("none.csv");

    SparkCluster.Submission run = spark.submit(command("local[2]", none));

    assertThat(run.exitCode(), is(2));
    List<String> lines =
        run.output().lines().filter(line -> line.startsWith("weir: ")).collect(toList());
    assertThat(lines, hasSize(1));
    assertThat(lines.get(0), containsString("--input is " + none + ", but there is no file"));
  }
}
