package dev.attune.server.chat;

import dev.attune.platform.owner.Project;
import dev.attune.server.answer.ClientLeft;
import dev.attune.server.health.Readiness;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
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

  void answer(Project project, ChatQuestion question, HttpServletResponse response) {
    Set<Integer> dead = new HashSet<>();
    for (int attempt = 1; ; attempt++) {
      try {
        answerOnce(project, question, response);
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

  private void answerOnce(Project project, ChatQuestion question, HttpServletResponse response) {
    try (ModelRoute.Open way = route.open(project, question.model());
        SamplerAnswer answer = way.ask(question)) {
      response.setHeader("openai-model", way.model());
      if (question.stream() && answer.isGood()) {
        stream(answer, EventStream.begin(response));
      } else {
        plain(answer, response);
      }
    }
  }

  private static void plain(SamplerAnswer answer, HttpServletResponse response) {
    if (answer.status() == 401) {
      throw new IllegalStateException("A sampler did not know our token");
    }
    // Taken whole before a word is passed on, so that a broken one becomes an error.
    byte[] body = answer.whole();
    response.setStatus(answer.status());
    response.setContentType("application/json");
    response.setContentLength(body.length);
    try {
      response.getOutputStream().write(body);
    } catch (IOException e) {
      throw new ClientLeft(e);
    }
  }

  private void stream(SamplerAnswer answer, EventStream client) {
    try (UpstreamLines lines = new UpstreamLines(answer)) {
      new StreamRelay(lines, client, readiness).run();
    } catch (ClientLeft e) {
      LOG.debug("A client left its stream; the sampler stops", e);
    }
  }
}
