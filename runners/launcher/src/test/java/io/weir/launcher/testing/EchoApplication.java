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
package io.weir.launcher.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.inference.InvalidModelException;
import io.weir.pipelines.ActionView;
import io.weir.pipelines.Application;
import io.weir.pipelines.Connections;
import io.weir.pipelines.Durations;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.TopicManifest;
import io.weir.pipelines.WeirOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.Pipeline;
import org.jspecify.annotations.Nullable;

/**
 * The smallest application: a question is its id and a word, {@code "q17 pass"}; its answer holds
 * the same. Its graph does nothing, {@link EchoRunner} answers.
 */
public final class EchoApplication implements Application {
  /** The options that it adds. */
  public interface Options extends WeirOptions {}

  private final TopicManifest topics =
      TopicManifest.fromResource(EchoApplication.class, "/echo/topics.json");

  @Override
  public String name() {
    return "echo";
  }

  @Override
  public String description() {
    return "answers what it is told";
  }

  @Override
  public Class<? extends WeirOptions> optionsType() {
    return Options.class;
  }

  @Override
  public TopicManifest topics() {
    return topics;
  }

  @Override
  public void build(Pipeline pipeline, WeirOptions options, Connections connections) {
    Durations.notNegative("max-out-of-orderness", options.getMaxOutOfOrderness());
    Durations.positive("deduplicate-within", options.getDeduplicateWithin());
    if (options.getModel().equals("broken")) {
      throw new InvalidModelException("model.json has no thresholds");
    }
    if (!options.getModel().equals("default")) {
      throw new InvalidSettingException("--model is " + options.getModel() + ", has no manifest");
    }
    pipeline.apply("echo", new EchoGraph(options));
  }

  @Override
  public EventSource simulate(SimulationSettings settings) {
    return new Questions(settings.events());
  }

  @Override
  public EventSource replay(Path file, long events) {
    if (!Files.isReadable(file)) {
      throw new InvalidSettingException("--input is " + file + ", cannot be read");
    }
    return new Questions(events);
  }

  @Override
  public ActionView action(byte[] value) {
    return EchoAnswer.parse(new String(value, UTF_8));
  }

  @Override
  public @Nullable String eventId(String topic, byte[] value) {
    String text = new String(value, UTF_8);
    return text.startsWith("q") ? text.substring(0, text.indexOf(' ')) : null;
  }
}
