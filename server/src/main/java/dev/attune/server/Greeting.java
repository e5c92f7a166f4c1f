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
    this machine it lies in %s. Beside it, in
    first-admin-key, lies the one that opens projects, keys and permissions.

      export OPENAI_BASE_URL=%s
      export OPENAI_API_KEY=%s

    With these two set, curl and every OpenAI SDK find their way:

      curl $OPENAI_BASE_URL/models -H "Authorization: Bearer $OPENAI_API_KEY"
      python -c 'import openai; print(openai.OpenAI().models.list())'
    """
        .formatted(server.dataDirectory().resolve("first-key"), server.baseUrl(), secret)
        .lines()
        .toList();
  }
}
