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
package io.weir.matrix;

import io.weir.features.Feature;
import io.weir.features.FeatureSet;
import io.weir.features.Observation;
import io.weir.features.ObservationCoder;
import io.weir.harness.stream.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.values.KV;

/** Visits in the order of their arrival, some of them late, and how many each has to count. */
final class Visits {
  static final FeatureSet FEATURES =
      FeatureSet.named("visits")
          .column("PAGES")
          .entity("user")
          .feature(Feature.count("VISITS_1H").per("user").over(Duration.ofHours(1)))
          .build();

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final int ON_TIME = 60;
  private static final int CHUNK = 10;

  private final List<Visit> arrived;

  private Visits(List<Visit> arrived) {
    this.arrived = arrived;
  }

  /** Each ten on time are followed by one that is half an hour behind the watermark. */
  static Visits generated() {
    Random random = new Random(17);
    List<Visit> arrived = new ArrayList<>();
    for (int number = 1; number <= ON_TIME; number++) {
      long time = 10 * HOUR + number * 3L * MINUTE;
      arrived.add(new Visit("user-" + random.nextInt(3), time, false));
      if (number % CHUNK == 0) {
        arrived.add(new Visit("user-" + random.nextInt(3), time - 30 * MINUTE + 1, true));
      }
    }
    return new Visits(arrived);
  }

  int size() {
    return arrived.size();
  }

  Script<KV<String, Observation>> script() {
    Script.Builder<KV<String, Observation>> script =
        Script.of(KvCoder.of(StringUtf8Coder.of(), ObservationCoder.of()));
    for (int number = 0; number < arrived.size(); number++) {
      Visit visit = arrived.get(number);
      KV<String, Observation> element =
          KV.of(
              visit.user,
              Observation.event(id(number), visit.time).entities(visit.user).values(1).build());
      if (visit.late) {
        script.watermark(arrived.get(number - 1).time + 1).late(visit.time, element);
      } else {
        script.at(visit.time, element);
      }
    }
    return script.build();
  }

  static String id(int number) {
    return "visit-" + number;
  }

  long time(int number) {
    return arrived.get(number).time;
  }

  /** Visits of its user in the hour up to it that had arrived, itself included. */
  int arrivedInTheHour(int number) {
    return inTheHour(number, number + 1);
  }

  /** Visits of its user in the hour up to it, whenever they arrived, itself included. */
  int inTheHour(int number) {
    return inTheHour(number, arrived.size());
  }

  private int inTheHour(int number, int before) {
    Visit now = arrived.get(number);
    int count = 0;
    for (Visit other : arrived.subList(0, before)) {
      long age = now.time - other.time;
      if (other.user.equals(now.user) && age >= 0 && age < HOUR) {
        count++;
      }
    }
    return count;
  }

  private static final class Visit {
    private final String user;
    private final long time;
    private final boolean late;

    Visit(String user, long time, boolean late) {
      this.user = user;
      this.time = time;
      this.late = late;
    }
  }
}
