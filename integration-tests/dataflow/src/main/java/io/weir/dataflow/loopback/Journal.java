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
package io.weir.dataflow.loopback;

import com.sun.net.httpserver.HttpHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Remembers the requests that nobody here could make sense of: thread-safe. */
final class Journal {
  private static final int BROKEN = 500;

  private final List<String> refused = Collections.synchronizedList(new ArrayList<>());

  HttpHandler of(Api api) {
    return exchange -> {
      Call call = new Call(exchange);
      try {
        api.answer(call);
      } catch (RuntimeException e) {
        refused.add(call + ": " + e.getMessage());
        call.answer(BROKEN, "{}");
      } finally {
        exchange.close();
      }
    };
  }

  List<String> refused() {
    synchronized (refused) {
      return List.copyOf(refused);
    }
  }
}
