package dev.attune.starter;

import dev.attune.data.example.EncodedExample;
import dev.attune.data.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes the starter model from nothing: text from the grammar, a tokenizer from the text, a model
 * from both. The same seed makes the same model on the same machine.
 */
public final class StarterRecipe {
  private static final long SEED = 20261122;
  private static final int TOKENIZER_CONVERSATIONS = 10_000;
  private static final int VOCABULARY = 1536;
  private static final int HELD_OUT = 500;

  private StarterRecipe() {}

  /**
   * Runs the recipe.
   *
   * @param arguments the folder to write, how many conversations to train on, and threads
   */
  public static void main(String[] arguments) throws IOException {
    Path target = Path.of(arguments[0]);
    int conversations = Integer.parseInt(arguments[1]);
    int threads = Integer.parseInt(arguments[2]);
    Files.createDirectories(target);
    StarterFiles files = new StarterFiles(target);
    files.writeTokenizer(tokenizerJson());
    files.writeDescription(VOCABULARY);
    try (Tokenizer tokenizer = Tokenizer.load(target.resolve("tokenizer.json"))) {
      PretrainingTalk talk = new PretrainingTalk(new Random(SEED));
      ConversationTokens tokens = new ConversationTokens(tokenizer);
      List<EncodedExample> examples = new ArrayList<>();
      for (int i = 0; i < conversations + HELD_OUT; i++) {
        examples.add(tokens.example(talk.next()));
      }
      List<EncodedExample> warm = new ArrayList<>();
      for (int i = 0; i < Integer.getInteger("warm", 0); i++)
        warm.add(tokens.example(talk.copy(Integer.getInteger("longest", 20))));
      Pretraining.run(
          files,
          warm,
          examples.subList(HELD_OUT, examples.size()),
          examples.subList(0, HELD_OUT),
          threads);
    }
  }

  private static String tokenizerJson() {
    PretrainingTalk talk = new PretrainingTalk(new Random(SEED + 1));
    BytePairTrainer trainer = new BytePairTrainer(StarterFiles.SPECIAL_TOKENS);
    for (int i = 0; i < TOKENIZER_CONVERSATIONS; i++) {
      talk.next().messages().forEach(message -> trainer.read(message.content()));
    }
    trainer.learn(VOCABULARY);
    return trainer.toJson();
  }
}
