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
package io.weir.triton;

import io.weir.inference.Model;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.rules.ExternalResource;

/** A scripted server and a model that is open on it, for as long as a test or class of tests. */
final class OpenModel extends ExternalResource {
  private final UnaryOperator<TritonModelSource.Builder> settings;
  private @Nullable ScriptedServer server;
  private @Nullable Model model;
  private @Nullable StreamClient client;

  OpenModel() {
    this(builder -> builder);
  }

  OpenModel(UnaryOperator<TritonModelSource.Builder> settings) {
    this.settings = settings;
  }

  @Override
  protected void before() throws Exception {
    ScriptedServer started = ScriptedServer.start();
    server = started;
    TritonModelSource source = settings.apply(started.source()).build();
    model = source.open();
    client = StreamClient.open(source.server());
  }

  @Override
  protected void after() {
    model().close();
    client().close();
    try {
      server().close();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  ScriptedServer server() {
    return present(server);
  }

  Model model() {
    return present(model);
  }

  StreamClient client() {
    return present(client);
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("not open");
    }
    return value;
  }
}
