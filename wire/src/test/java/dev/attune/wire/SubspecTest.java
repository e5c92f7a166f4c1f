package dev.attune.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attune.wire.json.WireJson;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The check of answers itself: what is wrong is found, and what is right is let be. */
final class SubspecTest {
  private static final String JSON = "application/json";

  @BeforeEach
  void needTheDescription() {
    assumeTrue(Subspec.find().isPresent(), "OpenAI's description is not on this machine");
  }

  @Test
  void whatIsRightHasNoErrors() {
    assertThat(errors("GET", "/v1/fine_tuning/jobs/ftjob-1", 200, JSON, text(Answers.DONE_JOB)))
        .isEmpty();
    assertThat(errors("GET", "/v1/fine_tuning/jobs/ftjob-1", 200, JSON, text(Answers.PAUSED_JOB)))
        .isEmpty();
    assertThat(errors("GET", "/v1/models/ft:a:b:c:d", 404, JSON, text(Answers.ERROR))).isEmpty();
    assertThat(
            errors(
                "POST",
                "/v1/chat/completions",
                200,
                "text/event-stream",
                "data: %s\n\ndata: [DONE]\n\n".formatted(text(Answers.FIRST_CHUNK))))
        .isEmpty();
    assertThat(errors("GET", "/v1/files/file-1/content", 200, "text/csv", "a,b")).isEmpty();
    assertThat(errors("GET", "/attune/v1/keys", 200, JSON, "[]")).isEmpty();
  }

  @Test
  void whatIsWrongIsFound() {
    String path = "/v1/fine_tuning/jobs/ftjob-1";
    String job = text(Answers.DONE_JOB);

    assertThat(errors("GET", path, 200, JSON, job.replace("\"succeeded\"", "\"done\"")))
        .isNotEmpty();
    assertThat(errors("GET", path, 200, JSON, job.replace("\"seed\":42,", ""))).isNotEmpty();
    assertThat(errors("GET", path, 200, "text/plain", job)).isNotEmpty();
    assertThat(errors("GET", path, 200, JSON, "not JSON")).isNotEmpty();
    assertThat(errors("GET", path, 404, JSON, "{\"error\":\"gone\"}")).isNotEmpty();
    assertThat(errors("GET", path, 404, "text/html", "<p>")).isNotEmpty();
    assertThat(
            errors(
                "POST",
                "/v1/chat/completions",
                200,
                "text/event-stream",
                "data: {}\n\ndata: [DONE]\n\n"))
        .isNotEmpty();
  }

  @Test
  void fieldsOfABodyAreThoseOfAllItsParts() {
    Subspec subspec = Subspec.find().orElseThrow();

    assertThat(
            subspec.fields(
                subspec.operations().stream()
                    .filter(each -> each.id().equals("createChatCompletion"))
                    .findFirst()
                    .orElseThrow()))
        .contains("messages", "temperature", "metadata", "top_logprobs");
  }

  private static List<String> errors(
      String method, String path, int status, String type, String body) {
    return Subspec.find().orElseThrow().errors(method, path, status, type, body);
  }

  private static String text(Object answer) {
    return WireJson.text(answer);
  }
}
