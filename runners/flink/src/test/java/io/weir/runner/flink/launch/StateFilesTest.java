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
package io.weir.runner.flink.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyArray;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.pipelines.InvalidSettingException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Against folders of this machine, and with Beam's own client against a loopback of S3. */
public final class StateFilesTest {
  private static final String THERE = "there";
  private static final String DENIED = "denied";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private HttpServer s3;

  @Before
  public void start() throws IOException {
    s3 = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    s3.createContext("/", this::answer);
    s3.start();
  }

  @After
  public void stop() {
    s3.stop(0);
  }

  private void answer(HttpExchange call) throws IOException {
    try {
      call.getRequestBody().readAllBytes();
      String path = call.getRequestURI().getPath();
      String query = String.valueOf(call.getRequestURI().getQuery());
      String bucket = path.replaceFirst("^/([^/]*).*", "$1");
      calls.add(
          call.getRequestMethod()
              + " "
              + path.replaceFirst("weir-probe-.*", "weir-probe")
              + " "
              + query.replaceFirst("[=&].*", ""));
      if (bucket.equals(DENIED)) {
        reply(call, 403, error("AccessDenied", "Access Denied"));
      } else if (!bucket.equals(THERE)) {
        reply(call, 404, error("NoSuchBucket", "The specified bucket does not exist"));
      } else if (call.getRequestMethod().equals("HEAD")) {
        call.sendResponseHeaders(404, -1);
      } else if (query.startsWith("uploads")) {
        reply(
            call,
            200,
            "<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>");
      } else if (call.getRequestMethod().equals("PUT")) {
        call.getResponseHeaders().add("ETag", "\"1\"");
        call.sendResponseHeaders(200, -1);
      } else if (query.startsWith("delete")) {
        reply(call, 200, "<DeleteResult></DeleteResult>");
      } else {
        reply(
            call,
            200,
            "<CompleteMultipartUploadResult><ETag>1</ETag></CompleteMultipartUploadResult>");
      }
    } finally {
      call.close();
    }
  }

  private static String error(String code, String message) {
    return "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>";
  }

  private static void reply(HttpExchange call, int status, String xml) throws IOException {
    byte[] body = xml.getBytes(UTF_8);
    call.sendResponseHeaders(status, body.length);
    call.getResponseBody().write(body);
  }

  private StateFiles files(boolean here) {
    return new StateFiles(
        here,
        PipelineOptionsFactory.fromArgs(
                "--awsRegion=eu-west-1",
                "--endpoint=http://127.0.0.1:" + s3.getAddress().getPort(),
                "--awsCredentialsProvider={\"@type\": \"StaticCredentialsProvider\","
                    + " \"accessKeyId\": \"any\", \"secretAccessKey\": \"any\"}")
            .create());
  }

  /** That it can be written here proves nothing of there. */
  @Test
  public void aPathOfMachinesElsewhereIsNotCheckedAndThatIsSaid() throws IOException {
    String path = folder.getRoot().toURI().toString();

    assertThat(
        files(false).checkWritable(path),
        is(path + ", not checked: a path of the workers' machines"));
    assertThat(files(false).open(path, "_metadata"), is(nullValue()));
  }

  @Test
  public void aPathOfThisMachineIsWrittenAndNothingIsLeft() {
    String path = new File(folder.getRoot(), "state/of/jobs").toURI().toString();

    assertThat(
        files(true).checkWritable(path),
        is(path + " can be written on this machine, where all workers are"));
    assertThat(folder.getRoot().list(), is(emptyArray()));
  }

  @Test
  public void aPathOfThisMachineThatCannotBeWrittenIsRefused() {
    refused("file:///proc/nowhere", "state goes to file:///proc/nowhere, which cannot be written");
  }

  private void refused(String path, String reason) {
    InvalidSettingException refused =
        assertThrows(InvalidSettingException.class, () -> files(true).checkWritable(path));
    assertThat(refused.getMessage(), startsWith(reason));
    assertThat(String.valueOf(refused.getMessage()).lines().count(), is(1L));
  }

  @Test
  public void aFileOfThisMachineIsOpenedOrIsMissing() throws IOException {
    Files.write(folder.getRoot().toPath().resolve("_metadata"), new byte[] {7});
    String path = folder.getRoot().getPath();

    try (InputStream in = files(true).open(path, "_metadata")) {
      assertThat(requireNonNull(in).read(), is(7));
    }
    assertThrows(FileNotFoundException.class, () -> files(true).open(path, "other"));
  }

  /** Flink has two clients for S3, each with a name of its own. */
  @Test
  public void aBucketThatIsThereIsWrittenAndNothingIsLeft() {
    for (String scheme : List.of("s3", "s3a", "s3p")) {
      calls.clear();
      String path = scheme + "://there/checkpoints";

      assertThat(files(false).checkWritable(path), is(path + " can be written from here"));
      assertThat(
          calls,
          contains(
              "POST /there/checkpoints/weir-probe uploads",
              "PUT /there/checkpoints/weir-probe partNumber",
              "POST /there/checkpoints/weir-probe uploadId",
              "POST /there delete"));
    }
  }

  @Test
  public void aBucketThatIsMissingIsRefused() {
    refused(
        "s3://missing/checkpoints",
        "state goes to s3://missing/checkpoints, which cannot be written: The specified bucket");
  }

  /** The workers may have rights that the launcher has not. */
  @Test
  public void aBucketThatIsDeniedIsNotCheckedAndThatIsSaid() {
    assertThat(
        files(false).checkWritable("s3://denied/checkpoints"),
        matchesPattern(
            "s3://denied/checkpoints, not checked: from here it cannot be written: Access Denied"
                + ".*"));
  }

  @Test
  public void aFileThatIsMissingInABucketIsMissing() {
    assertThrows(FileNotFoundException.class, () -> files(false).open("s3://there/a", "_metadata"));
  }

  @Test
  public void whatNothingHereReachesIsNotCheckedAndThatIsSaid() throws IOException {
    assertThat(
        files(true).checkWritable("hdfs://name/checkpoints"),
        is("hdfs://name/checkpoints, not checked: nothing here reaches hdfs"));
    assertThat(files(true).open("hdfs://name/savepoint", "_metadata"), is(nullValue()));
  }
}
