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

/**
 * A micro-harness for one {@link org.apache.beam.sdk.transforms.DoFn DoFn}: thousands of schedules
 * a second, without a runner, on one thread and in virtual time. For tests of anybody's DoFns.
 *
 * <p>A specification says which elements come and what is expected; {@link
 * io.weir.harness.dofn.DoFnSchedules} then plays with what no runner promises: the order of the
 * elements, where bundles end, when the watermark and the clock move and timers fire, when state
 * and timers are written through their coders and a fresh instance goes on, when a worker or its
 * receiver fails and what came after the last snapshot comes again.
 *
 * <pre>{@code
 * public final class RunningTotalFnTest {
 *   @Test
 *   public void theTotalsAreRightInEverySchedule() {
 *     schedules().verify();
 *   }
 *
 *   private static DoFnSchedules<KV<String, Integer>, KV<String, Integer>> schedules() {
 *     Coder<KV<String, Integer>> coder = KvCoder.of(StringUtf8Coder.of(), VarIntCoder.of());
 *     return DoFnSchedules.of(RunningTotalFn::new)
 *         .input(coder)
 *         .mainOutput(coder)
 *         .elements(
 *             List.of(
 *                 TimestampedValue.of(KV.of("a", 5), Instant.ofEpochMilli(1_000)),
 *                 TimestampedValue.of(KV.of("b", 7), Instant.ofEpochMilli(2_000)),
 *                 TimestampedValue.of(KV.of("a", 3), Instant.ofEpochMilli(3_000))))
 *         .inOrderOfKeys()
 *         .sameOrderOfKeys()
 *         .stateMayRemain();
 *   }
 * }
 * }</pre>
 *
 * <h2>What is checked</h2>
 *
 * <p>After every schedule each {@link io.weir.harness.dofn.Law} holds: no output and no hold behind
 * the output watermark, elements and outputs not changed, coders that write what they have read as
 * it was written, no state and no timer left after the final watermark unless declared, nothing
 * thrown, and outputs like those of the <i>quiet run</i>, in which the same elements come in the
 * order of the specification and nothing goes wrong. Outputs are compared with timestamps and
 * windows in any order, unless the specification says otherwise; a check of one's own ({@link
 * io.weir.harness.dofn.DoFnSchedules#checking}) compares them with an oracle.
 *
 * <h2>What comes of a failure</h2>
 *
 * <p>A {@link io.weir.harness.dofn.ScheduleFailure} with the shortest schedule that breaks the same
 * law, its seed, and a test to paste into the class of the specification, where it stays as a
 * regression test:
 *
 * <pre>{@code
 * @Test
 * public void anOutputIsBehindTheWatermark() {
 *   schedules()
 *       .verify(
 *           Schedule.of(
 *               Step.element(2), // KV{key-0, 2} at 2000
 *               Step.element(0), // KV{key-0, 0} at 0
 *               Step.watermark(1L)));
 * }
 * }</pre>
 *
 * <p>No step of it can be left out, and its numbers are as small as they can be one by one. The
 * same specification and seed always find the same.
 *
 * <h2>How it behaves</h2>
 *
 * <ul>
 *   <li>Beam's own DoFnRunner calls the DoFn, so that what it checks on a runner is checked here.
 *       Windows expire and late elements are dropped as by any runner.
 *   <li>As on the classic Flink runner the watermark comes within an open bundle and timers fire
 *       there, but the output watermark moves between bundles only; {@link
 *       io.weir.harness.dofn.DoFnSchedules#likeDirect} is the other way.
 *   <li>A timer fires once its time has passed, in the order of time. A snapshot ends the bundle. A
 *       fresh instance has gone through Java serialisation, and setup; the old one is torn down.
 *   <li>After a failure the outputs since the snapshot are taken back, as those of a transaction
 *       are, unless {@link io.weir.harness.dofn.DoFnSchedules#keepingOutputsOfFailures}. Processing
 *       time does not go back.
 *   <li>At the end the watermark goes to the end of time. A timer in processing time that is set
 *       then is never served: runners drop it, as its window has expired.
 *   <li>Random elements are never late. Side inputs, splittable DoFns and bundle finalisers are not
 *       supported.
 * </ul>
 *
 * <p>A schedule of ten elements and thirty steps, with two restores, takes a small stateful DoFn
 * about 0.2 ms, most of it in Java serialisation.
 */
@NullMarked
package io.weir.harness.dofn;

import org.jspecify.annotations.NullMarked;
