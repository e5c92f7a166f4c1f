package dev.attune.data.example;

import dev.attune.data.ModelText;
import dev.attune.data.tokenizer.EncodedText;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * A prompt and its completion as tokens: what the model's texts begin with, both texts as one, and
 * the token that ends a text, which is learnt as well, or the tuned model would not know where to
 * stop.
 */
record CompletionText(EncodedExample example, boolean joinsBorder, boolean hasEnd) {

  static CompletionText of(ModelText model, CompletionExample line) {
    EncodedText text = model.encodeRendered(line.prompt() + line.completion());
    int[] opening = model.textOpening();
    OptionalInt end = model.textEnd();
    int length = opening.length + text.size();
    int[] ids = Arrays.copyOf(opening, length + (end.isPresent() ? 1 : 0));
    System.arraycopy(text.ids(), 0, ids, opening.length, text.size());
    end.ifPresent(id -> ids[length] = id);
    int border = line.prompt().length();
    boolean[] carriesLoss = new boolean[ids.length];
    boolean joins = false;
    for (int token = 0; token < text.size(); token++) {
      carriesLoss[opening.length + token] = text.end(token) > border;
      joins |= text.start(token) < border && text.end(token) > border;
    }
    Arrays.fill(carriesLoss, length, ids.length, true);
    return new CompletionText(new EncodedExample(ids, carriesLoss), joins, end.isPresent());
  }
}
