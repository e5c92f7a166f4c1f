package dev.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.finetuning.FineTuningJobEvent;
import dev.attune.wire.finetuning.JobStatus;
import dev.attune.wire.json.WireJson;
import dev.attune.wire.lists.Page;
import dev.attune.wire.models.ModelWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a real terminal can show: width, drawing over, keys and signals. */
final class PseudoTerminalTest {
  private static final String UP = "\u001bOA";
  private static final String UP_OTHERWISE = "\u001b[A";
  private static final String CONTROL_C = "\u0003";
  private static final String CONTROL_D = "\u0004";
  private static final String CHAT = "/v1/chat/completions";

  @TempDir Path directory;
  private final FakeServer server = new FakeServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aWatchIsDrawnOverItselfAndLeavesASummary() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    server.on(
        "GET",
        "/v1/fine_tuning/jobs/ftjob-1",
        _ -> {
          int look = looks.incrementAndGet();
          return FakeServer.Reply.json(
              Samples.job(look < 4 ? JobStatus.RUNNING : JobStatus.SUCCEEDED));
        });
    server.on(
        "GET",
        "/v1/fine_tuning/jobs/ftjob-1/events",
        _ -> {
          List<FineTuningJobEvent> events = new ArrayList<>(List.of(Samples.message(1, "started")));
          for (int step = 1; step <= looks.get(); step++) {
            events.addFirst(Samples.step(step + 1, step * 5, 20, 2.5 / step));
          }
          return FakeServer.Reply.json(new Page<>(events, false));
        });

    try (PseudoTerminal terminal = start("jobs", "watch", "ftjob-1")) {
      terminal.until("started\r\n").until("25%  step 5/20");
      terminal.until("\u001b[2A\r\u001b[J").until("50%  step 10/20").until("█▁ 2.500 → 1.250");
      terminal
          .until("\u001b[J" + "status           succeeded")
          .until("attune chat " + Samples.TUNED);
      assertThat(terminal.exitCode()).isZero();
    }
  }

  @Test
  void aTalkHasAHistoryMessagesOfSeveralLinesAndTwoWhoAnswer() throws Exception {
    server.on("POST", CHAT, _ -> ChatTest.stream("Hel", "lo"));

    try (PseudoTerminal terminal = start("chat", "starter")) {
      terminal.until("> ").type("first\r").until("Hello").until("tokens/s)").until("> ");
      terminal.type(UP + "!\r").until("Hello").until("> ");
      assertThat(server.last().body()).contains("\"first!\"");
      terminal.type(UP_OTHERWISE + "?\r").until("Hello").until("> ");
      assertThat(server.last().body()).contains("\"first!?\"");

      terminal.type("one\\\r").until("… ").type("two\r").until("Hello").until("> ");
      assertThat(server.last().body()).contains("\"one\\ntwo\"");

      terminal.type("\u001b[200~three\nfour\u001b[201~\r").until("Hello").until("> ");
      assertThat(server.last().body()).contains("\"three\\nfour\"");

      terminal.type("/compare tuned\r").until("> ").type("both\r");
      terminal.until("[starter]").until("Hello").until("[tuned]").until("Hello").until("> ");
      assertThat(server.last().body()).contains("\"model\":\"tuned\"", "\"both\"");

      terminal.type(CONTROL_D);
      assertThat(terminal.exitCode()).isZero();
    }
    assertThat(Files.readString(directory.resolve(".attune/chat-history"))).contains("first!");
  }

  @Test
  void controlCStopsAnAnswerAndTheTalkGoesOn() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    server.on(
        "POST",
        CHAT,
        _ -> {
          FakeServer.Reply whole = ChatTest.stream("Hel", "lo");
          return asked.getAndIncrement() == 0
              ? new FakeServer.Reply(
                  200, whole.type(), ChatTest.begun("Once", " upon"), () -> await(stopped))
              : whole;
        });

    try (PseudoTerminal terminal = start("chat", "starter")) {
      terminal.until("> ").type("long\r");
      terminal.until("Once upon");
      terminal.type(CONTROL_C).until("(stopped; 2 tokens").until("> ");
      stopped.countDown();
      terminal.type("short\r").until("Hello").until("> ");
      assertThat(server.last().body()).contains("long", "Once upon", "short");
      terminal.type("/quit\r");
      assertThat(terminal.exitCode()).isZero();
    } finally {
      stopped.countDown();
    }
  }

  @Test
  void controlCEndsTheWaitForAModel() throws Exception {
    CountDownLatch loaded = new CountDownLatch(1);
    String half = WireJson.text(new ModelWork.Progress("base", 1 << 20, 2 << 20)) + "\n";
    server.on(
        "POST",
        "/attune/v1/models/starter/load",
        _ -> new FakeServer.Reply(200, "application/jsonl", half, () -> await(loaded)));
    server.on("POST", CHAT, _ -> ChatTest.stream("Hel", "lo"));

    try (PseudoTerminal terminal = start("chat", "starter")) {
      terminal.until("> ").type("first\r").until("1/2 MB");
      terminal.type(CONTROL_C).until("(stopped; 0 tokens").until("> ");
      assertThat(server.received(CHAT)).isEmpty();
      terminal.type("/quit\r");
      assertThat(terminal.exitCode()).isZero();
    } finally {
      loaded.countDown();
    }
  }

  @Test
  void anUploadHasABar() throws Exception {
    Files.writeString(directory.resolve("tickets.jsonl"), "{}\n".repeat(700_000));
    server.on("POST", "/v1/files", Samples.FILE);

    try (PseudoTerminal terminal = start("files", "upload", "tickets.jsonl")) {
      terminal.until("tickets.jsonl").until("\rfile-1\r\n");
      assertThat(terminal.exitCode()).isZero();
    }
  }

  private PseudoTerminal start(String... arguments) throws IOException {
    return PseudoTerminal.start(
        directory,
        Map.of("ATTUNE_BASE_URL", server.baseUrl(), "ATTUNE_API_KEY", "sk-test"),
        arguments);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
