package dev.attune.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.cli.session.Server;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.WireJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class GoOnTest {
  private static final String QUESTION = "It's \"odd\": $HOME `id` \\ über 100%\nstill broken";

  @Test
  void aShellGivesCurlWhatThePersonAsked() throws Exception {
    String lines =
        String.join(
            "\n", GoOn.lines(new Server("http://127.0.0.1:1/v1", "sk-a"), "ft:m", QUESTION));
    String body =
        lines.substring(lines.indexOf("-d ") + 3, lines.indexOf("\n\n", lines.indexOf("-d ")));

    Process shell = new ProcessBuilder("sh", "-c", "printf %s " + body).start();
    String seen = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    JsonNode request = WireJson.parse(seen, JsonLimits.SMALL);
    assertThat(request.get("model").stringValue()).isEqualTo("ft:m");
    assertThat(request.at("/messages/0/content").stringValue()).isEqualTo(QUESTION);
  }
}
