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
package io.weir.runner.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toList;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.pipelines.InvalidSettingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SparkJobTest {
  private static final String UNREADABLE = "2024-01-01 08:02:00,1,x";

  private static final List<String> ROWS =
      List.of(
          "TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD,TRANSACTION_ID",
          "2024-01-01 08:00:00,1,7,12.50,1,0",
          "2024-01-01 08:01:00,2,7,99.99,0,1",
          UNREADABLE,
          // After the first one's label is known.
          "2024-01-09 08:00:00,1,7,1.00,0,2");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path input;
  private Path output;

  @Before
  public void write() throws IOException {
    input = Files.write(folder.newFile("payments.csv").toPath(), ROWS, UTF_8);
    output = folder.getRoot().toPath().resolve("answers");
  }

  private List<String> arguments(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--pipeline=fraud"));
    arguments.addAll(Arrays.asList(more));
    for (String usual : List.of("--input=" + input, "--output=" + output)) {
      String name = usual.replaceFirst("=.*", "=");
      if (arguments.stream().noneMatch(argument -> argument.startsWith(name))) {
        arguments.add(usual);
      }
    }
    return arguments;
  }

  private String refusal(String... more) {
    return String.valueOf(
        assertThrows(InvalidSettingException.class, () -> SparkJob.pipeline(arguments(more)))
            .getMessage());
  }

  private List<String> lines(String topic) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(output)) {
      for (Path file : files.collect(toList())) {
        assertThat(file.toString(), file.toString().endsWith(".jsonl"), is(true));
        if (String.valueOf(file.getFileName()).startsWith(topic)) {
          lines.addAll(Files.readAllLines(file, UTF_8));
        }
      }
    }
    lines.sort(null);
    return lines;
  }

  @Test
  public void everyRowIsAnsweredOrKept() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    int exitCode =
        SparkJob.run(
            arguments("--sparkMaster=local[2]"), new PrintStream(out, true, UTF_8), System.err);

    assertThat(exitCode, is(0));
    assertThat(out.toString(UTF_8).strip(), is(output.toString()));
    List<String> actions = lines("actions");
    assertThat(lines("dead-letters").toString(), actions, hasSize(3));
    for (int id = 0; id < 3; id++) {
      assertThat(actions.get(id), startsWith("{\"event_id\":\"" + id + "\","));
    }
    JsonNode features = new ObjectMapper().readTree(actions.get(2)).path("features");
    assertThat(features.path("TERMINAL_ID_RISK_7DAY_WINDOW").asDouble(), equalTo(0.5));
    List<String> letters = lines("dead-letters");
    assertThat(letters, hasSize(1));
    JsonNode letter = new ObjectMapper().readTree(letters.get(0));
    assertThat(letter.path("stage").asText(), is("DECODE"));
    assertThat(
        new String(letter.path("record").path("value").binaryValue(), UTF_8), is(UNREADABLE));
  }

  @Test
  public void whatIsWrongIsOneLineBeforeAnythingIsMade() throws IOException {
    assertThat(refusal("--input="), is("--input is missing, must be a file of events"));
    assertThat(refusal("--output="), is("--output is missing, must be a folder"));
    assertThat(
        refusal("--input=/nowhere/payments.csv"),
        startsWith("--input is /nowhere/payments.csv, but there is no file"));
    assertThat(
        refusal("--input=nowhere://payments.csv"),
        startsWith("--input is nowhere://payments.csv, but there is no file"));
    Path other = Files.writeString(folder.newFile("other.csv").toPath(), "a,b\n1,2\n");
    assertThat(refusal("--input=" + other), startsWith("--input is " + other + ", "));
    assertThat(
        refusal("--arrival=ON_ARRIVAL"),
        is("--arrival is ON_ARRIVAL, must be EVENT_TIME: nothing arrives in a run over a file"));
    assertThat(
        refusal("--profile=latency"),
        is("--profile is latency, but profiles are for streams, not for Spark"));
    assertThat(
        refusal("--warmUpFrom=earliest", "--warmUpUntil=transactions=1/labels=0"),
        is("--warmUpFrom is earliest, must not be set: a run over a file begins with the file"));
    assertThat(refusal("--inptu=x"), is("unknown option --inptu, did you mean --input?"));
    assertThat(Files.exists(output), is(false));
  }

  @Test
  public void aFolderThatHasFilesIsRefused() throws IOException {
    Files.createDirectory(output);
    Files.writeString(output.resolve("actions-00000-of-00001.jsonl"), "");

    assertThat(
        refusal(),
        is(
            "--output is "
                + output
                + ", which must be empty, but there is actions-00000-of-00001.jsonl"));
  }

  @Test
  public void aWrongSettingIsSaidAndEndsWithTwo() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int exitCode =
        SparkJob.run(arguments("--pipeline=fruad"), System.out, new PrintStream(err, true, UTF_8));

    assertThat(exitCode, is(2));
    assertThat(err.toString(UTF_8).lines().collect(toList()), hasSize(1));
    assertThat(err.toString(UTF_8), containsString("did you mean fraud?"));
  }
}
