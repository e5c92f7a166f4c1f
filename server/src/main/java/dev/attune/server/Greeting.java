package dev.attune.server;

import java.util.ArrayList;
import java.util.List;

/** What a server says when it has started. */
final class Greeting {
  private Greeting() {}

  static List<String> of(Server server) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Attune listens on %s and keeps its data in %s."
            .formatted(server.baseUrl(), server.dataDirectory()));
    server.firstKey().ifPresent(key -> lines.addAll(firstStart(server, key.secret())));
    return lines;
  }

  private static List<String> firstStart(Server server, String secret) {
    return """

    This is the first start, and this is the API key. It is shown this once; for commands on
    this machine it lies in %1$s.

      %2$s

    Ask for the list of models:

      curl %3$s/models -H "Authorization: Bearer %2$s"

    Every OpenAI SDK works once it is told where the server is:

      export OPENAI_BASE_URL=%3$s
      export OPENAI_API_KEY=%2$s
      python -c 'import openai; print(openai.OpenAI().models.list())'
    """
        .formatted(server.dataDirectory().resolve("first-key"), secret, server.baseUrl())
        .lines()
        .toList();
  }
}
