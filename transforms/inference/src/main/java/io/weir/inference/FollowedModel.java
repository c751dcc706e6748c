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

import static io.weir.inference.Arguments.require;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.apache.beam.sdk.transforms.SerializableBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The model of a folder that may change while the pipeline runs: whatever the folder holds answers
 * from a next bundle on.
 *
 * <pre>{@code
 * ModelSource source =
 *     FollowedModel.in("gs://models/fraud", OnnxModelSource::of).every(Duration.ofSeconds(30));
 * }</pre>
 *
 * <p>To publish a version, write the model's file under a new name, and then {@code model.json},
 * which names it. Each process looks at {@code model.json} every now and then, in a thread of its
 * own. It loads what it finds beside the model that answers, and lets it take over only if all this
 * holds: the hash is the manifest's; name, features and engine are those of the launch, and the
 * largest batch is no smaller; the version is another one; and the manifest has {@link
 * ModelManifest#samples}, all of which it scores as the manifest says. Otherwise the old model
 * stays, with one line in the log and one more {@code num_models_refused}; the same bytes are not
 * tried again, but a folder that could not be read or is not yet whole is. A version that takes
 * over is a line in the log and one more {@code num_model_swaps}.
 *
 * <p>A bundle is answered by the version with which it began, and predictions say which that was.
 * The old one is closed when its last bundle ends. Behind {@link RoutedModel.Builder#resilience},
 * which knows no bundles, each call is answered by one version.
 *
 * <p>What a pipeline keeps from the launch: the name, the features and the size of batches. A step
 * behind the scoring, in the same process, finds what else the manifest of a version says, such as
 * its thresholds, by {@link #manifest(String)}.
 *
 * <p>Following a folder goes by the clock: two runs over the same events may be answered by
 * different versions, and two processes change over at different moments.
 *
 * <p>A worker that starts later opens what the folder holds then, under the same conditions, and
 * the model of the launch if that is refused. Keep the old files for as long as pipelines run that
 * were launched with them.
 *
 * <p>Cost: one small read an interval and process; for as long as old bundles last, both models in
 * memory.
 */
public final class FollowedModel implements ModelSource {
  private static final long serialVersionUID = 1L;
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofDays(1);

  private final ModelFolder folder;
  private final SerializableBiFunction<ModelFolder, ModelManifest, ? extends ModelSource> engine;
  private final ModelManifest launched;
  private final ModelSource source;
  private final Duration interval;
  private final @Nullable ModelAnnouncements announcements;
  private final String id;

  private FollowedModel(
      ModelFolder folder,
      SerializableBiFunction<ModelFolder, ModelManifest, ? extends ModelSource> engine,
      ModelManifest launched,
      ModelSource source,
      Duration interval,
      @Nullable ModelAnnouncements announcements) {
    this.folder = folder;
    this.engine = engine;
    this.launched = launched;
    this.source = source;
    this.interval = interval;
    this.announcements = announcements;
    String place = announcements == null ? "" : " or as " + announcements.id() + " says";
    this.id =
        launched.engine() + ":" + launched.name() + " in " + folder + place + " every " + interval;
  }

  /**
   * The model of a folder, looked at every 10 seconds. The manifest is read now, and is what later
   * ones must fit to.
   *
   * @param folder a path, or a URI of a file system that Beam knows
   * @param engine what runs it, such as {@code OnnxModelSource::of}
   * @throws IllegalArgumentException if the folder is one of the class path, which does not change
   * @throws InvalidModelException if there is no valid manifest, or the engine does not take it
   */
  public static FollowedModel in(
      String folder,
      SerializableBiFunction<ModelFolder, ModelManifest, ? extends ModelSource> engine) {
    require(
        !folder.startsWith("classpath:"),
        "followed model folder is %s; allowed: a path or URI, for the class path does not change",
        folder);
    Objects.requireNonNull(engine, "engine");
    ModelFolder location = ModelFolder.at(folder);
    ModelManifest manifest = location.readManifest();
    ModelSource source = engine.apply(location, manifest);
    return new FollowedModel(location, engine, manifest, source, Duration.ofSeconds(10), null);
  }

  /**
   * Like this one, but looked at so often.
   *
   * @throws IllegalArgumentException if it is not between 10 milliseconds and 1 day
   */
  public FollowedModel every(Duration interval) {
    require(
        interval.compareTo(SHORTEST) >= 0 && interval.compareTo(LONGEST) <= 0,
        "interval of a followed model is %s; allowed: %s to %s",
        interval,
        SHORTEST,
        LONGEST);
    return new FollowedModel(folder, engine, launched, source, interval, announcements);
  }

  /**
   * Like this one, but in the folder that was announced last; in that of the launch until one was.
   * What is said of the folder holds for each.
   */
  public FollowedModel announcedBy(ModelAnnouncements announcements) {
    return new FollowedModel(folder, engine, launched, source, interval, announcements);
  }

  /** What {@code model.json} said when this was made. */
  public ModelManifest manifest() {
    return launched;
  }

  /**
   * What {@code model.json} said of a version that has answered in this process, for what is done
   * with its scores, such as comparing them with its thresholds; what it said at the launch for any
   * other.
   *
   * @param version as it stands on a prediction
   */
  public ModelManifest manifest(String version) {
    return version.equals(launched.version())
        ? launched
        : LoadedManifests.of(id).find(version).orElse(launched);
  }

  /** Where to look, for one process. */
  FollowedPlace place() {
    return new FollowedPlace(folder, announcements);
  }

  Duration interval() {
    return interval;
  }

  /** The folder rather than the model in it: all steps of a process change over together. */
  @Override
  public String id() {
    return id;
  }

  /** That of the launch; the version that answers stands on each prediction. */
  @Override
  public ModelDescription description() {
    return source.description();
  }

  /**
   * Opens the model that the folder holds now, or that of the launch, and follows the folder until
   * it is closed.
   *
   * @throws InvalidModelException if neither can be used
   */
  @Override
  public Model open() throws IOException {
    return FollowingModel.open(this);
  }

  /** Opens the model of the launch. */
  LoadedModel openLaunched() throws IOException, InterruptedException {
    return LoadedModel.open(launched, source);
  }

  /** What may take the place of the model of the launch. */
  Succession succession() {
    return new Succession(launched, engine);
  }

  @Override
  public String toString() {
    return source.description() + ", followed as " + id;
  }
}
