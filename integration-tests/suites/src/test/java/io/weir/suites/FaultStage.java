package io.weir.suites;

import io.weir.harness.process.ClassPath;
import io.weir.harness.process.FlinkCluster;
import io.weir.harness.process.FlinkJob;
import io.weir.harness.process.KafkaProcess;
import io.weir.pipelines.Application;
import java.time.Duration;

/**
 * A Kafka and a Flink cluster, each of processes of its own, for jobs that something happens to.
 */
final class FaultStage implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private final KafkaProcess kafka;
  private final FlinkCluster flink;

  private FaultStage(FlinkCluster.Builder description) {
    kafka = KafkaProcess.start(ClassPath.ofThisProcess(), null);
    try {
      flink = description.start();
    } catch (RuntimeException | Error e) {
      kafka.close();
      throw e;
    }
  }

  static FaultStage set(FlinkCluster.Builder flink) {
    return new FaultStage(flink);
  }

  FlinkCluster flink() {
    return flink;
  }

  /** Payments, as by {@link LiveStream#start}. */
  LiveStream stream(String prefix, long seed, int cards, double eventsPerSecond) {
    return LiveStream.start(kafka.bootstrapServers(), prefix, seed, cards, eventsPerSecond);
  }

  /** Gives the same payments to a job that is left alone; returns when all are answered. */
  LiveStream leftAlone(LiveStream same, String prefix, Application application)
      throws InterruptedException {
    try (LiveStream stream = same.again(prefix)) {
      stream.awaitEnd();
      FlinkJob job = stream.job().application(application).submit(flink);
      job.awaitState("FINISHED"::equals, PATIENCE);
      return stream;
    }
  }

  @Override
  public void close() {
    try {
      flink.close();
    } finally {
      kafka.close();
    }
  }
}
