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
package io.weir.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime's environment, one for each class loader. It leaves a thread with Java that is to be
 * run at the end of the process, and the thread holds the class loader: where jobs come and go,
 * each with a class loader of its own, none of them would ever be freed, with its classes and
 * native libraries. There the thread is taken back; what it would do, the end of the process does.
 */
final class Environment {
  private static final Logger LOG = LoggerFactory.getLogger(Environment.class);

  /** Only the first call makes it, and leaves a thread. */
  private static boolean made;

  private Environment() {}

  static synchronized OrtEnvironment get() {
    ClassLoader own = Environment.class.getClassLoader();
    if (made || own == ClassLoader.getSystemClassLoader()) {
      return OrtEnvironment.getEnvironment();
    }
    made = true;
    // A thread has the context class loader of the one that made it: by that it is told.
    ClassLoader mark = new ClassLoader(own) {};
    Thread current = Thread.currentThread();
    ClassLoader context = current.getContextClassLoader();
    current.setContextClassLoader(mark);
    try {
      return OrtEnvironment.getEnvironment();
    } finally {
      current.setContextClassLoader(context);
      takeBack(mark);
    }
  }

  private static void takeBack(ClassLoader mark) {
    try {
      Class<?> atExit = Class.forName("java.lang.ApplicationShutdownHooks");
      Field field = atExit.getDeclaredField("hooks");
      field.setAccessible(true);
      Optional<Thread> left;
      synchronized (atExit) {
        Map<?, ?> hooks = (Map<?, ?>) field.get(null);
        if (hooks == null) {
          // They are being run: this process ends.
          return;
        }
        left =
            hooks.keySet().stream()
                .map(Thread.class::cast)
                .filter(thread -> thread.getContextClassLoader() == mark)
                .findFirst();
      }
      left.ifPresent(Runtime.getRuntime()::removeShutdownHook);
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      LOG.warn(
          "the classes of this job stay in memory when it ends, unless Java is started with"
              + " --add-opens=java.base/java.lang=ALL-UNNAMED: {}",
          e.toString());
    }
  }
}
