package dev.attune.server.models;

import dev.attune.server.answer.ClientLeft;
import dev.attune.server.answer.Failures;
import dev.attune.server.web.LineStream;
import dev.attune.wire.errors.ErrorBody;
import dev.attune.wire.models.ModelWork;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Consumer;
import java.util.function.Function;

/** Answers with lines of {@link ModelWork} while something is being done. */
final class LongWork {
  private LongWork() {}

  /**
   * Does the work and tells of it. What fails before the first line is thrown on.
   *
   * @param what is done, for the log
   * @param work is given where to tell, and returns the last line
   */
  static void answer(
      HttpServletResponse response, String what, Function<Consumer<ModelWork>, ModelWork> work) {
    LineStream lines = new LineStream(response);
    try {
      lines.send(work.apply(lines::send));
    } catch (ClientLeft left) {
      throw left;
    } catch (RuntimeException failure) {
      if (!lines.hasBegun()) {
        throw failure;
      }
      lines.send(new ModelWork.Failed(ErrorBody.of(Failures.toError(failure, what)).error()));
    }
  }
}
