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
package io.weir.pipelines.fraud.training;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** What {@link TrainingRows} makes, and where to. */
public interface TrainingOptions extends PipelineOptions {

  /** The file for the rows. */
  @Description("File for the rows, comma-separated values with a header.")
  @Validation.Required
  String getOutput();

  /** Sets {@link #getOutput}. */
  void setOutput(String value);

  /** The seed of the simulation. */
  @Description("Seed of the simulation.")
  @Default.Long(1)
  long getSeed();

  /** Sets {@link #getSeed}. */
  void setSeed(long value);

  /** The number of cards. */
  @Description("Number of cards, 1 to 10000.")
  @Default.Integer(3000)
  int getCards();

  /** Sets {@link #getCards}. */
  void setCards(int value);

  /** The number of transactions; a card has 1.94 a day. */
  @Description("Number of transactions; a card has 1.94 a day.")
  @Default.Long(700_000)
  long getTransactions();

  /** Sets {@link #getTransactions}. */
  void setTransactions(long value);
}
