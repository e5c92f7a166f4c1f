package dev.attune.server.work;

import dev.attune.server.answer.ClientLeft;
import dev.attune.server.answer.Failures;
import dev.attune.server.web.LineStream;
import dev.attune.wire.errors.ErrorBody;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Consumer;
import java.util.function.Function;

/** Answers with lines while something is being done. */
public final class LongWork {
  private LongWork() {}

  /**
   * Does the work and tells of it. What fails before the first line is thrown on.
   *
   * @param what is done, for the log
   * @param failed the last line of work that fails later
   * @param work is given where to tell, and returns the last line
   */
  public static <L> void answer(
      HttpServletResponse response,
      String what,
      Function<ErrorBody.Fields, L> failed,
      Function<Consumer<L>, L> work) {
    LineStream lines = new LineStream(response);
    try {
      lines.send(work.apply(lines::send));
    } catch (ClientLeft left) {
      throw left;
    } catch (RuntimeException failure) {
      if (!lines.hasBegun()) {
        throw failure;
      }
      lines.send(failed.apply(ErrorBody.of(Failures.toError(failure, what)).error()));
    }
  }
}
