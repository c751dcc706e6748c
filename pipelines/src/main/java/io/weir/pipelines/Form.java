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
package io.weir.pipelines;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The form of an option's text, on its getter. What has to know it before a pipeline is built, such
 * as a template's form or Terraform's variables, takes it from here; a text that has the form may
 * still be refused by what reads it. Without one any text is right.
 *
 * <p>An option whose default is empty may be empty, too.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Form {

  /** Which. */
  Kind value();

  /**
   * The option with which it belongs together: where no launcher stands before a job, both are set
   * or neither is.
   */
  String with() default "";

  /** The words of which it is one, where it is a {@link Kind#WORD}. */
  String[] words() default {};

  /**
   * What a text looks like: a regular expression for the whole of it, in the words that Java and
   * RE2 have in common.
   */
  enum Kind {
    /** {@code host:port}, or several. */
    ENDPOINTS("host:port[,host:port]", Kind.ENDPOINT + "(," + Kind.ENDPOINT + ")*"),
    /** A duration of ISO-8601 without a sign. */
    DURATION(
        "an ISO-8601 duration such as PT1M or P1D",
        "P([0-9]+D|([0-9]+D)?T("
            + "[0-9]+H([0-9]+M)?("
            + Kind.SECONDS
            + ")?"
            + "|[0-9]+M("
            + Kind.SECONDS
            + ")?"
            + "|"
            + Kind.SECONDS
            + "))"),
    /** A part of a Kafka topic's name. */
    TOPIC("letters, digits, '.', '_' and '-', as topics have", "[A-Za-z0-9._-]{1,249}"),
    /** Two scores. */
    SCORES("LOW..HIGH, such as 0.2..0.8", Kind.NUMBER + "[.][.]" + Kind.NUMBER),
    /** A size, or a smallest and a largest one. */
    SIZES("a number of rows or LEAST..MOST", "[0-9]{1,9}([.][.][0-9]{1,9})?"),
    /** A whole number. */
    COUNT("a number of at most 9 digits", "[0-9]{1,9}"),
    /** Where history ends: offsets of each partition, or a time. */
    HISTORY_END(
        "offsets such as transactions=120,98/labels=7,0 or a time such as 2018-04-30T23:59:58Z",
        Kind.OFFSETS + "(/" + Kind.OFFSETS + ")*|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,18}Z"),
    /** One of {@link #words}. */
    WORD("one of the words", "");

    private static final String ENDPOINT = "([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]):[0-9]{1,5}";
    private static final String OFFSETS = "[A-Za-z0-9._-]{1,249}=[0-9]{1,19}(,[0-9]{1,19})*";
    private static final String SECONDS = "[0-9]+([.][0-9]{1,9})?S";
    private static final String NUMBER = "[0-9]*[.]?[0-9]+";

    private final String words;
    private final String pattern;

    Kind(String words, String pattern) {
      this.words = words;
      this.pattern = pattern;
    }

    /** What is allowed, for a message. */
    String inWords() {
      return words;
    }

    /** A regular expression for the whole text; none for {@link #WORD}. */
    String pattern() {
      return pattern;
    }
  }
}
