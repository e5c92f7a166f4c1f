package dev.attune.data.example;

import dev.attune.data.ModelText;
import dev.attune.data.template.Span;
import java.util.EnumSet;
import java.util.Set;

/**
 * Turns examples into tokens as chat would see them. Loss is on what the assistant says, with the
 * token that ends its turn, and on nothing that a prompt already holds. Any number of threads may
 * use it at the same time.
 */
public final class ExampleEncoder {
  private final ModelText model;
  private final int maxLength;

  /** {@code maxLength} is where longer examples are cut, in tokens. */
  public ExampleEncoder(ModelText model, int maxLength) {
    this.model = model;
    this.maxLength = maxLength;
  }

  /**
   * Encodes one example.
   *
   * @throws ExampleException when nothing can be learnt from it with this model
   * @throws dev.attune.data.ModelTextException when the model's template refuses it
   */
  public Encoding encode(Example example) {
    LearntText learnt = LearntText.of(model, example);
    EncodedExample whole =
        new EncodedExample(learnt.tokens().ids(), learnt.tokens().within(learnt.spans()));
    EncodedExample kept = whole.cut(maxLength);
    if (kept.lossTokens() == 0) {
      throw new ExampleException(
          whole.lossTokens() == 0
              ? "no token of it carries loss. Give an assistant message some text."
              : "its first %d tokens hold no answer, so nothing of it is left to learn after the cut. Shorten it or raise attune.max_sequence_length."
                  .formatted(maxLength));
    }
    return new Encoding(kept, whole.tokenIds().length, concerns(example, learnt, kept != whole));
  }

  private static Set<Concern> concerns(Example example, LearntText learnt, boolean cut) {
    Set<Concern> concerns = EnumSet.noneOf(Concern.class);
    add(concerns, Concern.CUT, cut);
    add(concerns, Concern.LEFT_OUT, learnt.leavesOut(example));
    add(concerns, Concern.NO_END, !learnt.tokens().endsWithEnd(learnt.spans().getLast()));
    add(concerns, Concern.JOINED_BORDER, joins(learnt));
    add(concerns, Concern.ODD_ARGUMENTS, ToolWords.hasOddArguments(example));
    add(concerns, Concern.TOOLS_UNSEEN, !ToolWords.areWritten(example, learnt.text()));
    return concerns;
  }

  private static void add(Set<Concern> concerns, Concern concern, boolean present) {
    if (present) {
      concerns.add(concern);
    }
  }

  private static boolean joins(LearntText learnt) {
    return learnt.spans().stream().mapToInt(Span::start).anyMatch(learnt.tokens()::joins);
  }
}
