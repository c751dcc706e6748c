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

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.apache.beam.sdk.coders.CannotProvideCoderException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.reflect.DoFnSignature;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.jspecify.annotations.Nullable;

/** Gives state that is declared without a coder the one of its type, as a pipeline does. */
final class StateCoders {
  private StateCoders() {}

  static void complete(DoFn<?, ?> fn, DoFnSignature signature) {
    for (DoFnSignature.StateDeclaration declaration : signature.stateDeclarations().values()) {
      StateSpec<?> spec = spec(declaration.field(), fn);
      Type type = declaration.stateType().getType();
      if (type instanceof ParameterizedType) {
        spec.offerCoders(coders(((ParameterizedType) type).getActualTypeArguments()));
      }
      spec.finishSpecifying();
    }
  }

  private static StateSpec<?> spec(Field field, DoFn<?, ?> fn) {
    try {
      field.setAccessible(true);
      return (StateSpec<?>) field.get(fn);
    } catch (IllegalAccessException failed) {
      throw new IllegalStateException("cannot read " + field, failed);
    }
  }

  private static Coder<?>[] coders(Type[] types) {
    @Nullable Coder<?>[] coders = new Coder<?>[types.length];
    for (int index = 0; index < types.length; index++) {
      try {
        coders[index] = CoderRegistry.createDefault().getCoder(TypeDescriptor.of(types[index]));
      } catch (CannotProvideCoderException none) {
        coders[index] = null;
      }
    }
    return coders;
  }
}
