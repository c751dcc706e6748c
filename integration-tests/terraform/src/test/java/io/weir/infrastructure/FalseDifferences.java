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
package io.weir.infrastructure;

import java.util.regex.Pattern;

/**
 * What a plan finds changed only because moto answers otherwise than AWS does: it forgets the
 * description of a rule, and says of a key that it is rotated, but not how often.
 */
final class FalseDifferences {
  private static final Pattern KNOWN =
      Pattern.compile(
          "update (.*\\.aws_vpc_security_group_(in|e)gress_rule\\..*|.*\\.aws_kms_key\\.main)");

  private FalseDifferences() {}

  static boolean contains(String change) {
    return KNOWN.matcher(change).matches();
  }
}
