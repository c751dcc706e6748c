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
package io.weir.http;

import static io.weir.http.Arguments.require;

import io.weir.inference.Lane;
import io.weir.inference.Model;
import io.weir.inference.ModelDescription;
import io.weir.inference.ModelSource;
import java.io.IOException;

/**
 * A classifier of texts as a model of rows: a template makes each row a text.
 *
 * <pre>{@code
 * ChatModelSource source =
 *     ChatModelSource.of("fraud-chat", classifier, template, "fraud").withMaxBatch(16);
 * }</pre>
 *
 * <p>The score of a row is the score of the positive label: what the classifier says where it chose
 * that label, and one minus that where it chose the other. A row whose answer is a model error has
 * the score NaN if other rows of its batch have answers, so that it fails alone and they are not
 * asked for again. Any other failure of a row is the batch's, since it may pass later.
 */
public final class ChatModelSource implements ModelSource {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final ChatClassifier classifier;
  private final PromptTemplate template;
  private final String positive;
  private final int maxBatch;

  private ChatModelSource(
      String name,
      ChatClassifier classifier,
      PromptTemplate template,
      String positive,
      int maxBatch) {
    this.name = name;
    this.classifier = classifier;
    this.template = template;
    this.positive = positive;
    this.maxBatch = maxBatch;
  }

  /**
   * A source with batches of up to 16 rows.
   *
   * @param name of the model, for people
   * @param classifier with exactly two labels
   * @param template what is said of a row
   * @param positive the label whose score counts
   * @throws IllegalArgumentException if the labels are not two, or the positive one is none of them
   */
  public static ChatModelSource of(
      String name, ChatClassifier classifier, PromptTemplate template, String positive) {
    require(
        classifier.labels().size() == 2 && classifier.labels().contains(positive),
        "labels is %s with the positive label \"%s\"; allowed: two, of which the positive is one",
        classifier.labels(),
        positive);
    require(!template.features().isEmpty(), "template has no features; allowed: at least one");
    return new ChatModelSource(Names.checked("name", name), classifier, template, positive, 16);
  }

  /** Like this one, but with batches of up to a number of rows, 1 to 1,024. */
  public ChatModelSource withMaxBatch(int rows) {
    return new ChatModelSource(
        name, classifier, template, positive, Arguments.within("maxBatch", rows, 1, 1024));
  }

  @Override
  public String id() {
    return SourceIds.of(
        "chat",
        description(),
        String.join("|", classifier.fingerprint(), template.toString(), positive));
  }

  /** The version is the language model's name; scores carry the name that the server answers. */
  @Override
  public ModelDescription description() {
    return ModelDescription.named(name)
        .version(classifier.model())
        .lane(Lane.HTTP)
        .features(template.features())
        .maxBatch(maxBatch)
        .build();
  }

  @Override
  public Model open() throws IOException {
    return new ChatModel(description(), classifier.open(), template, positive);
  }

  @Override
  public String toString() {
    return description() + " at " + classifier;
  }
}
