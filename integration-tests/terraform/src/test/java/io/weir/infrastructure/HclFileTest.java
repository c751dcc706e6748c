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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.Test;

/** The reading of Terraform's language. */
public final class HclFileTest {
  private static final Path PATH = Path.of("main.tf");

  @Test
  public void blocksHaveLabelsAttributesAndBlocks() {
    HclBlock block =
        only(
            "resource \"aws_s3_bucket\" \"main\" {\n"
                + "  bucket = var.bucket # its name\n"
                + "  rule {\n    id = \"a\"\n  }\n"
                + "  rule {\n    id = \"b\"\n  }\n"
                + "}\n");

    assertThat(block.type(), is("resource"));
    assertThat(block.labels(), contains("aws_s3_bucket", "main"));
    assertThat(block.blocks("rule"), hasSize(2));
    assertThat(block.blocks("rule").get(1).text("id"), is("b"));
  }

  @Test
  public void bracesInStringsTemplatesHeredocsAndCommentsCloseNothing() {
    HclBlock block =
        only(
            "locals {\n"
                + "  a = \"}\"\n"
                + "  b = \"${join(\"}\", [\"{\"])} $${\"\n"
                + "  c = <<-EOT\n    }\n    EOT\n"
                + "  # }\n  // }\n  /* } */\n"
                + "  d = {\n    x = [1, 2]\n  }\n"
                + "}\n");

    assertThat(block.attributes().keySet(), is(Set.of("a", "b", "c", "d")));
    assertThat(block.attribute("b"), is("\"${join(\"}\", [\"{\"])} $${\""));
    assertThat(block.attribute("d"), is("{\n    x = [1, 2]\n  }"));
  }

  @Test
  public void quotesInTextsAreRead() {
    assertThat(
        only("variable \"x\" {\n  description = \"say \\\"a\\\" or \\\\b\"\n}\n")
            .text("description"),
        is("say \"a\" or \\b"));
  }

  @Test
  public void whatIsNotClosedIsNamedWithItsLine() {
    IllegalArgumentException failure =
        assertThrows(
            IllegalArgumentException.class,
            () -> HclFile.parse(PATH, "variable \"x\" {\n  type = string\n"));

    assertThat(failure.getMessage(), containsString("main.tf line 3: there should be '}'"));
  }

  private static HclBlock only(String text) {
    List<HclBlock> blocks = HclFile.parse(PATH, text);
    assertThat(blocks, hasSize(1));
    return blocks.get(0);
  }
}
