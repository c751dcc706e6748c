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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** An object as Java serialisation writes it, to be read again and again. */
final class Serialised {
  private final byte[] bytes;
  private final ClassLoader loader;
  private final Map<String, Class<?>> classes = new HashMap<>();

  Serialised(Object object) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (ObjectOutputStream stream = new ObjectOutputStream(written)) {
      stream.writeObject(object);
    } catch (IOException failed) {
      throw new IllegalArgumentException(
          object.getClass().getName() + " cannot be serialised", failed);
    }
    this.bytes = written.toByteArray();
    this.loader = object.getClass().getClassLoader();
  }

  Object read() {
    try (ObjectInputStream stream = new Stream(new ByteArrayInputStream(bytes))) {
      return stream.readObject();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (ClassNotFoundException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Knows the classes that the object's own loader knows. */
  private final class Stream extends ObjectInputStream {
    Stream(InputStream bytes) throws IOException {
      super(bytes);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      Class<?> known = classes.get(description.getName());
      if (known == null) {
        known = find(description);
        classes.put(description.getName(), known);
      }
      return known;
    }

    private Class<?> find(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(description.getName(), false, loader);
      } catch (ClassNotFoundException other) {
        return super.resolveClass(description);
      }
    }
  }
}
