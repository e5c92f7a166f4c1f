package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files far larger than the heap that the tests run with go through it in pieces. */
@SuppressWarnings("NullAway.Init")
final class LargeUploadTest {
  private static final int MIB = 1 << 20;
  private static final int MOST_KEPT = 16 * MIB;

  /** 64 bytes a line, so that every mebibyte ends with one. */
  private static final byte[] BLOCK =
      ("{\"messages\":[{\"role\":\"user\",\"content\":\"How are you today?\"}]}" + "  " + "\n")
          .repeat(1024)
          .getBytes(StandardCharsets.UTF_8);

  @TempDir private Path data;
  private TestServer server;
  private volatile long halfWay;

  @BeforeEach
  void start() {
    server = TestServer.start(data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void halfWayThroughAnUploadNothingOfItIsInMemory() {
    long before = liveHeap();

    String id = upload(64L * MIB);

    assertThat(halfWay - before).isLessThan(MOST_KEPT);
    download(id, 64L * MIB);
  }

  @Test
  void partsAndTheFileThatIsMadeOfThemAreNeverInMemory() {
    Client client = server.client();
    String upload =
        id(
            client.post(
                "/v1/uploads",
                "{\"filename\":\"a\",\"purpose\":\"vision\",\"bytes\":%d,\"mime_type\":\"a\"}"
                    .formatted(96L * MIB)));
    long before = liveHeap();
    Answer over = addPart(upload, 64L * MIB + 1);
    String first = id(addPart(upload, 64L * MIB));
    assertThat(halfWay - before).isLessThan(MOST_KEPT);
    String second = id(addPart(upload, 32L * MIB));
    assertThat(over.status()).isEqualTo(413);
    assertThat(over.param()).isEqualTo("data");

    String body = "{\"part_ids\":[\"%s\",\"%s\"]}".formatted(first, second);
    AtomicLong most = new AtomicLong();
    Thread watch = Thread.ofPlatform().start(() -> watchHeap(most));
    Answer completed = client.post("/v1/uploads/" + upload + "/complete", body);
    watch.interrupt();

    assertThat(most).hasPositiveValue();
    assertThat(most.get() - before).isLessThan(MOST_KEPT);
    assertThat(completed.json().path("file").path("bytes").longValue()).isEqualTo(96L * MIB);
  }

  /** Looks a few times a second, until it is interrupted. */
  private static void watchHeap(AtomicLong most) {
    while (!Thread.currentThread().isInterrupted()) {
      most.accumulateAndGet(liveHeap(), Math::max);
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  /** The control: a file that is held in memory is seen by the measure above. */
  @Test
  void aFileInMemoryWouldBeSeen() {
    long before = liveHeap();

    byte[] half = new byte[32 * MIB];

    assertThat(liveHeap() - before).isGreaterThan(MOST_KEPT);
    assertThat(half).hasSize(32 * MIB);
  }

  @Test
  @Tag("slow")
  void twoGibibytesFitThroughAHeapOfAnEighth() {
    assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(256L * MIB);

    String id = upload(2048L * MIB);

    download(id, 2048L * MIB);
  }

  private String upload(long bytes) {
    Client client = server.client();
    Answer answer =
        client.send(
            client
                .request("/v1/files")
                .timeout(Duration.ofMinutes(10))
                .header("Content-Type", new Form().contentType())
                .POST(
                    BodyPublishers.ofInputStream(() ->
                        form(new Form().text("purpose", "fine-tune").beforeFile("file"), bytes))));
    assertThat(answer.json().path("bytes").longValue()).as(answer.body()).isEqualTo(bytes);
    return id(answer);
  }

  private Answer addPart(String upload, long bytes) {
    Client client = server.client();
    return client.send(
        client
            .request("/v1/uploads/" + upload + "/parts")
            .timeout(Duration.ofMinutes(10))
            .header("Content-Type", new Form().contentType())
            .POST(BodyPublishers.ofInputStream(() -> form(new Form().beforeFile("data"), bytes))));
  }

  private static String id(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().path("id").stringValue();
  }

  private void download(String id, long bytes) {
    Client client = server.client();
    HttpResponse<InputStream> answer =
        client.exchange(
            client.request("/v1/files/" + id + "/content").timeout(Duration.ofMinutes(10)),
            BodyHandlers.ofInputStream());
    try (InputStream in = answer.body()) {
      assertThat(in.transferTo(java.io.OutputStream.nullOutputStream())).isEqualTo(bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private InputStream form(byte[] before, long bytes) {
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(
                new ByteArrayInputStream(before),
                new Lines(bytes, () -> halfWay = liveHeap()),
                new ByteArrayInputStream(Form.afterFile()))));
  }

  private static long liveHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** The same training lines again and again. */
  private static final class Lines extends InputStream {
    private final long half;
    private final Runnable atHalf;
    private long left;

    Lines(long bytes, Runnable atHalf) {
      this.half = bytes / 2;
      this.atHalf = atHalf;
      this.left = bytes;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      int from = (int) ((BLOCK.length - left % BLOCK.length) % BLOCK.length);
      int count = Math.min(length, BLOCK.length - from);
      System.arraycopy(BLOCK, from, target, offset, count);
      if (left > half && left - count <= half) {
        atHalf.run();
      }
      left -= count;
      return count;
    }
  }
}
