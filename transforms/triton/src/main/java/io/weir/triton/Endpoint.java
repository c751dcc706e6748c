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

import static io.weir.triton.Arguments.require;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host and a port. */
final class Endpoint implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\]):([0-9]{1,5})");

  private final String host;
  private final int port;

  private Endpoint(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /** Reads {@code host:port} or {@code [address]:port}. */
  static Endpoint parse(String text) {
    Matcher matcher = FORM.matcher(text);
    int port = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
    // What stands before an @ may be a password: not shown.
    require(
        port >= 1 && port <= 65535,
        "endpoint is \"%s\"; allowed: HOST:PORT or [IPv6 ADDRESS]:PORT, port 1 to 65535",
        text.replaceAll("^.*@", "...@"));
    return new Endpoint(matcher.group(1), port);
  }

  /** The host as a name service takes it. */
  String host() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  int port() {
    return port;
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
