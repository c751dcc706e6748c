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
package io.weir.harness.dofn;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out the schedules of a specification until one fails. */
final class Verification<InputT, OutputT> {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final Settings<InputT, OutputT> settings;
  private final Plan<InputT, OutputT> plan;
  private final Judge<InputT, OutputT> judge;
  private final Generator generator;

  Verification(Settings<InputT, OutputT> settings) {
    this.settings = settings;
    this.plan = new Plan<>(settings);
    this.judge = new Judge<>(plan);
    this.generator = new Generator(plan);
  }

  Outcome<OutputT> run(Schedule schedule) {
    return judge.run(schedule);
  }

  /** One, as it is. */
  void verify(Schedule schedule) {
    Violation violation = judge.judge(schedule);
    if (violation != null) {
      throw failure(schedule, violation, "as given");
    }
  }

  Report verify() {
    long start = processorNanos();
    long steps = 0;
    List<Schedule> simple = generator.simple();
    for (int number = 0; number < settings.schedules; number++) {
      Schedule schedule =
          number < simple.size()
              ? simple.get(number)
              : generator.random(settings.seed + number * GOLDEN);
      steps += schedule.steps().size();
      Violation violation = judge.judge(schedule);
      if (violation != null) {
        throw shrunk(schedule, violation, number);
      }
    }
    return new Report(
        plan.fresh().getClass().getSimpleName(),
        settings.seed,
        settings.schedules,
        steps,
        processorNanos() - start);
  }

  /** Not that of the clock: it would also count what else the machine does. */
  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private ScheduleFailure shrunk(Schedule schedule, Violation violation, int number) {
    Schedule shortest =
        new Shrinker(plan.elements, candidate -> breaks(candidate, violation.law()))
            .shrink(schedule);
    Violation left = judge.judge(shortest);
    return failure(
        shortest,
        left == null ? violation : left,
        String.format(
            "schedule %d of seed %d, %d of its %d steps",
            number, settings.seed, shortest.steps().size(), schedule.steps().size()));
  }

  private boolean breaks(Schedule schedule, Law law) {
    @Nullable Violation violation = judge.judge(schedule);
    return violation != null && violation.law() == law;
  }

  private ScheduleFailure failure(Schedule schedule, Violation violation, String origin) {
    String test = PastedTest.print(schedule, violation.law(), settings.expression, plan.elements);
    return new ScheduleFailure(
        violation + "\n(" + origin + ")\n\n" + test, schedule, violation, test);
  }
}
