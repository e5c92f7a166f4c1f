package dev.attune.worker.sampler;

import dev.attune.data.ModelText;
import dev.attune.data.tokenizer.TextStream;
import java.util.List;

/**
 * The text of a growing answer: what the template writes before one and stop texts are taken off.
 */
final class AnswerText {
  private final TextStream text;
  private final OpeningFilter opening;
  private final StopFilter stop;

  AnswerText(ModelText model, List<String> stops) {
    this.text = model.tokenizer().textStream(true);
    this.opening = new OpeningFilter(model.answerOpening());
    this.stop = new StopFilter(stops);
  }

  /** The text that the next token makes certain, of which nothing is held back yet. */
  String next(int token) {
    return opening.accept(text.next(token));
  }

  /** The same when no more tokens come. */
  String finish() {
    return opening.accept(text.finish()) + opening.finish();
  }

  /** True while all that has come may belong to what the template writes before an answer. */
  boolean isOpening() {
    return opening.isOpen();
  }

  /** True once that was there and is taken off. */
  boolean tookOpening() {
    return opening.took();
  }

  /** What of a text may be handed out now. */
  String pass(String piece) {
    return stop.accept(piece);
  }

  /** What was held back and may be handed out when no more comes. */
  String rest() {
    return stop.finish();
  }

  boolean stopped() {
    return stop.stopped();
  }
}
