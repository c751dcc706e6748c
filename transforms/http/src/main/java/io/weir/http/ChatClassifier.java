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
import static io.weir.http.Arguments.required;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.inference.InvalidModelException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A classifier of texts by a language model behind an OpenAI-compatible server, such as vLLM. An
 * immutable value that travels to the workers and opens a {@link TextClassifier} there.
 *
 * <pre>{@code
 * ChatClassifier classifier =
 *     ChatClassifier.at(endpoint, "small-instruct")
 *         .labels(List.of("harmless", "abusive"))
 *         .instructions("Decide whether the comment is abusive.")
 *         .build();
 * }</pre>
 *
 * <p>Each text is one {@code POST} to {@code /v1/chat/completions} with temperature 0, a fixed
 * seed, a bounded number of tokens and a JSON schema for the answer: a label of the given ones, a
 * score from 0 to 1 and a reason. Texts stand in a message of their own, apart from the
 * instructions. A bounded number of requests is in flight: {@link HttpEndpoint.Builder#maxInFlight}
 * for all texts of one opened classifier.
 *
 * <p>What is no such answer is a model error of that text alone: no JSON, an unknown label, a score
 * out of range, a refusal, an answer cut off at the bound. The same text need not get the same
 * answer twice: servers add numbers up in an order that depends on their load.
 */
public final class ChatClassifier implements Serializable {
  private static final long serialVersionUID = 1L;

  private final HttpEndpoint endpoint;
  private final ChatRequest request;
  private final List<String> labels;

  private ChatClassifier(Builder builder) {
    this.endpoint = builder.endpoint;
    this.labels = required("labels", builder.labels);
    this.request =
        new ChatRequest(
            builder.model,
            required("instructions", builder.instructions),
            labels,
            builder.seed,
            builder.maxTokens,
            builder.maxTextLength);
  }

  /**
   * Starts a classifier; labels and instructions must follow.
   *
   * @param model as the server names it
   */
  public static Builder at(HttpEndpoint endpoint, String model) {
    return new Builder(endpoint, model);
  }

  /** The model, as the server names it. */
  public String model() {
    return request.model();
  }

  /** The labels, in the order in which the model is told them. */
  public List<String> labels() {
    return labels;
  }

  /**
   * Asks the server for its models, and makes a client. A server that does not tell them (404, 405
   * or 501) is believed.
   *
   * @throws IOException if the server does not answer, or a file of the endpoint cannot be read
   * @throws InvalidModelException if it does not serve the model, or gives no permission
   */
  public TextClassifier open() throws IOException {
    Connection connection = Connection.to(endpoint, "chat");
    try {
      check(connection.askIfKnown(subject(), endpoint.resolve("/v1/models")));
      return new ChatClient(
          connection, subject(), request, new ChatAnswer(request.model(), labels));
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private void check(@Nullable JsonNode models) {
    if (models == null) {
      return;
    }
    List<String> names = new ArrayList<>();
    models.path("data").forEach(entry -> names.add(entry.path("id").asText()));
    if (!names.contains(model())) {
      throw new InvalidModelException(
          subject()
              + " at "
              + endpoint
              + " is not served; allowed: one of "
              + Excerpt.of(names.toString(), null));
    }
  }

  private String subject() {
    return "model " + request.model();
  }

  /** All settings in one line, for a hash. */
  String fingerprint() {
    return endpoint.fingerprint() + "|" + request.fingerprint();
  }

  /** Model and address. */
  @Override
  public String toString() {
    return request.model() + " at " + endpoint;
  }

  /** Collects the settings of a classifier. */
  public static final class Builder {
    private final HttpEndpoint endpoint;
    private final String model;
    private @Nullable List<String> labels;
    private @Nullable String instructions;
    private long seed;
    private int maxTokens = 128;
    private int maxTextLength = 20_000;

    private Builder(HttpEndpoint endpoint, String model) {
      require(
          model.matches("[\\x21-\\x7e]{1,200}"),
          "model is \"%s\"; allowed: 1 to 200 visible ASCII characters",
          model);
      this.endpoint = endpoint;
      this.model = model;
    }

    /** The labels to choose from: 2 to 100, none twice, of 1 to 100 characters. */
    public Builder labels(List<String> labels) {
      require(
          labels.size() >= 2 && labels.size() <= 100 && Set.copyOf(labels).size() == labels.size(),
          "labels is %s; allowed: 2 to 100, each once",
          labels);
      for (String label : labels) {
        require(
            !label.isBlank() && label.length() <= 100,
            "label is \"%s\"; allowed: 1 to 100 characters",
            label);
      }
      this.labels = List.copyOf(labels);
      return this;
    }

    /** What the model is told to do with each text, and what the labels mean. */
    public Builder instructions(String instructions) {
      require(!instructions.isBlank(), "instructions is blank; allowed: any other text");
      this.instructions = instructions;
      return this;
    }

    /** The seed of the server's choices, at least 0; 0 unless set. */
    public Builder seed(long seed) {
      require(seed >= 0, "seed is %s; allowed: at least 0", seed);
      this.seed = seed;
      return this;
    }

    /** The bound of an answer, 16 to 4,096 tokens; 128 unless set. */
    public Builder maxTokens(int tokens) {
      this.maxTokens = Arguments.within("maxTokens", tokens, 16, 4096);
      return this;
    }

    /**
     * The longest text, 1 to 1,000,000 characters; 20,000 unless set. A longer one fails as a bad
     * row, without a request.
     */
    public Builder maxTextLength(int characters) {
      this.maxTextLength = Arguments.within("maxTextLength", characters, 1, 1_000_000);
      return this;
    }

    /**
     * The classifier.
     *
     * @throws IllegalArgumentException if labels or instructions were not set
     */
    public ChatClassifier build() {
      return new ChatClassifier(this);
    }
  }
}
