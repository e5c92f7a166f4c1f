package dev.attune.cli.session;

import dev.attune.wire.errors.ErrorBody;
import dev.attune.wire.json.WireJson;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/** The answer to a request that takes long, line by line. */
public final class WorkLines {
  private WorkLines() {}

  /**
   * Hands on each line as it came.
   *
   * @param reader says whether a line is the end of work that went well; throws when it failed
   * @throws CliException when the server went away before its end
   */
  public static void read(Stream<String> lines, Predicate<String> reader) {
    boolean ended = false;
    for (String line : (Iterable<String>) lines.filter(each -> !each.isBlank())::iterator) {
      ended = reader.test(line);
    }
    if (!ended) {
      throw CliException.refused("The server broke off. Its log says why; ask again");
    }
  }

  /** What a line means. */
  public static <L> L parse(String line, Class<L> kind) {
    try {
      return WireJson.mapper().readValue(line, kind);
    } catch (JacksonException e) {
      throw notUnderstood();
    }
  }

  /** Whoever answered does not speak as a server of this version. */
  public static CliException notUnderstood() {
    return CliException.refused("The server's answer is not understood. Is --base-url right?");
  }

  /** The last line of work that failed. */
  public static CliException failed(ErrorBody.Fields error) {
    return CliException.refused(ServiceErrors.sentence(new ErrorBody(error)));
  }
}
