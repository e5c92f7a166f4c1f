package dev.attune.data.example;

import dev.attune.data.ModelText;
import dev.attune.data.template.Span;
import java.util.Arrays;
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
   * Encodes one line.
   *
   * @throws ExampleException when nothing can be learnt from it with this model
   * @throws dev.attune.data.ModelTextException when the model's template refuses it
   */
  public Encoding encode(TrainingLine line) {
    return switch (line) {
      case Example example -> conversation(example).encoding();
      case CompletionExample example -> completion(example);
      case PreferenceExample(_, Example chosen, Example rejected) ->
          pair(conversation(chosen), conversation(rejected));
    };
  }

  private record OneEncoded(EncodedExample example, int tokens, Set<Concern> concerns) {
    Encoding encoding() {
      return new Encoding(example, tokens, concerns);
    }
  }

  private OneEncoded conversation(Example example) {
    LearntText learnt = LearntText.of(model, example);
    EncodedExample whole =
        new EncodedExample(learnt.tokens().ids(), learnt.tokens().within(learnt.spans()));
    EncodedExample kept = cut(whole);
    return new OneEncoded(kept, whole.tokenIds().length, concerns(example, learnt, kept != whole));
  }

  private static Encoding pair(OneEncoded chosen, OneEncoded rejected) {
    if (Arrays.equals(chosen.example().tokenIds(), rejected.example().tokenIds())) {
      throw new ExampleException(
          "both of its answers are the same tokens, so none can be preferred. Make them differ within attune.max_sequence_length.");
    }
    Set<Concern> concerns = EnumSet.noneOf(Concern.class);
    concerns.addAll(chosen.concerns());
    concerns.addAll(rejected.concerns());
    return new Encoding(
        new EncodedPair(chosen.example(), rejected.example()),
        Math.max(chosen.tokens(), rejected.tokens()),
        concerns);
  }

  private Encoding completion(CompletionExample example) {
    CompletionText text = CompletionText.of(model, example);
    EncodedExample kept = cut(text.example());
    Set<Concern> concerns = EnumSet.noneOf(Concern.class);
    add(concerns, Concern.CUT, kept != text.example());
    add(concerns, Concern.NO_END, !text.hasEnd());
    add(concerns, Concern.JOINED_BORDER, text.joinsBorder());
    return new Encoding(kept, text.example().tokenIds().length, concerns);
  }

  private EncodedExample cut(EncodedExample whole) {
    EncodedExample kept = whole.cut(maxLength);
    if (kept.lossTokens() == 0) {
      throw new ExampleException(
          whole.lossTokens() == 0
              ? "no token of it carries loss. Give an assistant message some text."
              : "its first %d tokens hold no answer, so nothing of it is left to learn after the cut. Shorten it or raise attune.max_sequence_length."
                  .formatted(maxLength));
    }
    return kept;
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
