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
package io.weir.harness;

import io.weir.harness.fault.Fault;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Over what a test is expanded on each runner: every bundle size with every bundle time in a quiet
 * run, and every fault once, with bundles chosen by the seed. On a method it takes the place of
 * that on its class.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Dimensions {

  /** Elements at most in a bundle. */
  int[] bundleSizes() default {1, 2, 7, 1_000};

  /** Milliseconds at most for which a bundle is open. */
  int[] bundleMillis() default {1, 1_000};

  /** What goes wrong; a quiet run is always made. */
  Fault[] faults() default {
    Fault.AFTER_CHECKPOINT,
    Fault.ELEMENT,
    Fault.FINISH_BUNDLE,
    Fault.TIMER,
    Fault.SNAPSHOT,
    Fault.WORKER_KILLED,
    Fault.RESCALED
  };

  /** Seeds of order, duplicates and faults; each repeats the whole expansion. */
  long[] seeds() default {1};

  /** Whether elements come in an order chosen by the seed, as far as the watermark allows. */
  boolean shuffled() default true;

  /** Whether elements come twice, chosen by the seed. */
  boolean duplicated() default false;
}
