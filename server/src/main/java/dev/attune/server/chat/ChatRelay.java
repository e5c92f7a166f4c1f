package dev.attune.server.chat;

import dev.attune.platform.owner.Project;
import dev.attune.server.answer.ClientLeft;
import dev.attune.server.health.Readiness;
import dev.attune.wire.chat.Usage;
import dev.attune.wire.json.WireJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes a question on to the sampler of its model, and the answer back. */
final class ChatRelay {
  private static final Logger LOG = LoggerFactory.getLogger(ChatRelay.class);

  private static final int MOST_ATTEMPTS = 20;

  /** A question that kills whoever hears it must not go round for ever. */
  private static final int MOST_DEAD = 2;

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(50);

  private final ModelRoute route;
  private final Readiness readiness;

  ChatRelay(ModelRoute route, Readiness readiness) {
    this.route = route;
    this.readiness = readiness;
  }

  /** Is told, once for an answer that was begun, which model gave it and what it took. */
  @FunctionalInterface
  interface UsageSink {
    void take(String model, Usage usage);
  }

  void answer(
      Project project, ChatQuestion question, HttpServletResponse response, UsageSink used) {
    Set<Integer> dead = new HashSet<>();
    for (int attempt = 1; ; attempt++) {
      try {
        answerOnce(project, question, response, used);
        return;
      } catch (NobodyListens e) {
        dead.add(e.port());
        if (attempt == MOST_ATTEMPTS || dead.size() == MOST_DEAD) {
          throw SamplerErrors.died(e);
        }
        // The end of a process is known a little after its connections end.
        LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
      }
    }
  }

  private void answerOnce(
      Project project, ChatQuestion question, HttpServletResponse response, UsageSink used) {
    try (ModelRoute.Open way = route.open(project, question.model());
        SamplerAnswer answer = way.ask(question)) {
      response.setHeader("openai-model", way.model());
      if (question.stream() && answer.isGood()) {
        stream(answer, EventStream.begin(response), usage -> used.take(way.model(), usage));
      } else {
        plain(answer, response, usage -> used.take(way.model(), usage));
      }
    }
  }

  private static void plain(
      SamplerAnswer answer, HttpServletResponse response, Consumer<Usage> used) {
    if (answer.status() == 401) {
      throw new IllegalStateException("A sampler did not know our token");
    }
    // Taken whole before a word is passed on, so that a broken one becomes an error.
    byte[] body = answer.whole();
    if (answer.isGood()) {
      used.accept(Usage.read(WireJson.mapper().readTree(body).path("usage")));
    }
    response.setStatus(answer.status());
    response.setContentType("application/json");
    response.setContentLength(body.length);
    try {
      response.getOutputStream().write(body);
    } catch (IOException e) {
      throw new ClientLeft(e);
    }
  }

  private void stream(SamplerAnswer answer, EventStream client, Consumer<Usage> used) {
    try (UpstreamLines lines = new UpstreamLines(answer)) {
      StreamRelay relay = new StreamRelay(lines, client, readiness);
      try {
        relay.run();
      } finally {
        relay.usage().ifPresent(used);
      }
    } catch (ClientLeft e) {
      LOG.debug("A client left its stream; the sampler stops", e);
    }
  }
}
