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
package example;

import io.weir.harness.dofn.DoFnSchedules;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.Test;

public final class CalibrateFnTest {
  @Test
  public void everyScheduleGivesTheSame() {
    Coder<KV<String, Integer>> coder = KvCoder.of(StringUtf8Coder.of(), VarIntCoder.of());
    DoFnSchedules.of(HottestReadings.CalibrateFn::new)
        .input(coder)
        .mainOutput(coder)
        .elements(
            List.of(
                TimestampedValue.of(KV.of("roof", 43), Instant.ofEpochMilli(1_000)),
                TimestampedValue.of(KV.of("cellar", 15), Instant.ofEpochMilli(9_000))))
        .accountingFor(KV::getKey, output -> List.of(((KV<?, ?>) output.value()).getKey()))
        .verify();
  }
}
