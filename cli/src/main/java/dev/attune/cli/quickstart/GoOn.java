package dev.attune.cli.quickstart;

import dev.attune.cli.session.Server;
import dev.attune.wire.json.WireJson;
import java.util.List;

/** What a person can type next. */
final class GoOn {
  private GoOn() {}

  static List<String> lines(Server server, String model, String question) {
    return """

    Go on with it:

      curl %1$s/chat/completions \\
        -H "Authorization: Bearer %2$s" -H "Content-Type: application/json" \\
        -d '%3$s'

      from openai import OpenAI
      client = OpenAI(base_url="%1$s", api_key="%2$s")
      answer = client.chat.completions.create(model="%4$s",
          messages=[{"role": "user", "content": %5$s}])
      print(answer.choices[0].message.content)

      attune chat %4$s
    """
        .formatted(
            server.baseUrl(), server.key(), body(model, question), model, WireJson.text(question))
        .lines()
        .toList();
  }

  /** In single quotes of a shell. */
  private static String body(String model, String question) {
    return "{\"model\": %s, \"messages\": [{\"role\": \"user\", \"content\": %s}]}"
        .formatted(WireJson.text(model), WireJson.text(question))
        .replace("'", "'\\''");
  }
}
