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

import io.weir.features.Arrival;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.JobArguments;
import io.weir.pipelines.WarmUpOptions;
import io.weir.pipelines.WeirOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * What our jar does on Spark: runs a pipeline over a file, from its first event to its last, in the
 * order of event time.
 *
 * <pre>{@code
 * spark-submit --master spark://master:7077 weir-spark.jar \
 *     --pipeline=fraud --input=/data/payments.csv --output=/data/answers
 * }</pre>
 *
 * <p>The graph is the one that streams run through, between files instead of topics, so the answers
 * are those that a stream in event time gives to the same file. A row that would come too late for
 * a stream is answered, because nothing is late in a file.
 */
public final class SparkJob {
  private static final int WRONG_SETTING = 2;

  private SparkJob() {}

  /**
   * Runs the job to its end; exits with 2, after one line on standard error, if an argument is
   * wrong.
   *
   * @param arguments {@code --name=value} each, as {@link JobArguments} says
   */
  public static void main(String[] arguments) {
    int exitCode = run(Arrays.asList(arguments), System.out, System.err);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    Pipeline pipeline;
    try {
      pipeline = pipeline(arguments);
    } catch (InvalidSettingException e) {
      err.println("weir: " + e.getMessage());
      return WRONG_SETTING;
    }
    PipelineResult.State state = pipeline.run().waitUntilFinish();
    if (state != PipelineResult.State.DONE) {
      throw new IllegalStateException("the run ended as " + state);
    }
    out.println(pipeline.getOptions().as(SparkJobOptions.class).getOutput());
    return 0;
  }

  /** The job's pipeline, from its arguments; nothing is made yet. */
  static Pipeline pipeline(List<String> arguments) {
    refuseProfile(arguments);
    JobArguments job = JobArguments.of(arguments);
    Map<String, String> defaults = new LinkedHashMap<>(SparkDefaults.cluster());
    defaults.put("jobName", "weir-" + job.application().name());
    defaults.put("arrival", Arrival.EVENT_TIME.name());
    PipelineOptionsFactory.register(SparkJobOptions.class);
    WeirOptions options = job.options(defaults, Map.of("streaming", "false"));
    if (options.getArrival() != Arrival.EVENT_TIME) {
      throw new InvalidSettingException(
          "--arrival is "
              + options.getArrival()
              + ", must be EVENT_TIME: nothing arrives in a run over a file");
    }
    String history = options.as(WarmUpOptions.class).getWarmUpFrom();
    if (!history.isEmpty()) {
      throw new InvalidSettingException(
          "--warmUpFrom is "
              + history
              + ", must not be set: a run over a file begins with the file");
    }
    FileSystems.setDefaultPipelineOptions(options);
    SparkJobOptions files = options.as(SparkJobOptions.class);
    // Other processes have other folders to which a name may be relative.
    String input = existing(job, files.getInput());
    String output = empty(files.getOutput());
    Pipeline pipeline =
        JobArguments.pipeline(
            job.application(),
            options,
            new FileConnections(job.application(), options.getTopicPrefix(), input, output));
    SparkDefaults.requireBounded(pipeline);
    return pipeline;
  }

  private static void refuseProfile(List<String> arguments) {
    for (String argument : arguments) {
      if (argument.startsWith("--profile")) {
        throw new InvalidSettingException(
            argument.replaceFirst("=", " is ") + ", but profiles are for streams, not for Spark");
      }
    }
  }

  private static String existing(JobArguments job, String input) {
    if (input.isEmpty()) {
      throw new InvalidSettingException("--input is missing, must be a file of events");
    }
    try {
      ResourceId file = ReplayedFile.only(input).resourceId();
      if (ReplayedFile.isLocal(file)) {
        ReplayedFile.open(job.application(), input).close();
      }
      return file.toString();
    } catch (IOException e) {
      throw new InvalidSettingException("--input is " + input + ", but " + e.getMessage(), e);
    }
  }

  /** Files of an earlier run would be taken for this one's. */
  private static String empty(String output) {
    if (output.isEmpty()) {
      throw new InvalidSettingException("--output is missing, must be a folder");
    }
    List<MatchResult.Metadata> files;
    ResourceId folder;
    try {
      folder = FileSystems.matchNewResource(output, true);
      String all = folder.resolve("*", StandardResolveOptions.RESOLVE_FILE).toString();
      files = FileSystems.match(all, EmptyMatchTreatment.ALLOW).metadata();
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidSettingException(
          "--output is " + output + ", which cannot be looked at: " + e.getMessage(), e);
    }
    if (!files.isEmpty()) {
      throw new InvalidSettingException(
          "--output is "
              + output
              + ", which must be empty, but there is "
              + files.get(0).resourceId().getFilename());
    }
    return folder.toString();
  }
}
