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
 * Real processes as resources of a test: a Flink cluster, a ZooKeeper, a Kafka, each in Java
 * processes of their own that a test may kill; {@link io.weir.harness.process.PythonEnvironment},
 * for servers that are written in Python; and {@link io.weir.harness.process.LeakCheck}, which says
 * what a test left behind.
 *
 * <p>Nothing of Flink, Kafka or ZooKeeper is a dependency of this module. A process is started with
 * a class path that the test gives, which may be the test's own ({@link
 * io.weir.harness.process.ClassPath}). Every wait has a bound, and says what it saw last. A process
 * ends with the one that started it, in whatever way that one ends.
 */
@NullMarked
package io.weir.harness.process;

import org.jspecify.annotations.NullMarked;
