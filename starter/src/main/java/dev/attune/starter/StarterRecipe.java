package dev.attune.starter;

import dev.attune.data.example.EncodedExample;
import dev.attune.data.tokenizer.Tokenizer;
import dev.attune.model.LoadedModel;
import dev.attune.torch.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes the starter model from nothing: text from the grammar, a tokenizer from the text, a model
 * from both; then the sample files of the quick start, and a trial of the model on them. The same
 * seed makes the same model on the same machine.
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
    Path folder = Path.of(arguments[0]);
    int conversations = Integer.parseInt(arguments[1]);
    int threads = Integer.parseInt(arguments[2]);
    Torch.enterThread();
    Path target = Files.createDirectories(folder.resolve("model"));
    StarterFiles files = new StarterFiles(target);
    files.writeTokenizer(tokenizerJson());
    files.writeDescription(VOCABULARY);
    SampleFiles samples = SampleFiles.generate();
    samples.write(folder);
    try (Tokenizer tokenizer = Tokenizer.load(target.resolve("tokenizer.json"))) {
      List<EncodedExample> examples = examples(tokenizer, conversations + HELD_OUT);
      Pretraining.run(
          files,
          examples.subList(HELD_OUT, examples.size()),
          examples.subList(0, HELD_OUT),
          threads);
      try (LoadedModel loaded = LoadedModel.load(target)) {
        RoutingTrial.run(tokenizer, loaded.model(), samples, threads);
      }
    }
  }

  private static List<EncodedExample> examples(Tokenizer tokenizer, int count) {
    PretrainingTalk talk = new PretrainingTalk(new Random(SEED));
    ConversationTokens tokens = new ConversationTokens(tokenizer);
    List<EncodedExample> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      examples.add(tokens.text(talk.next()));
    }
    return examples;
  }

  static String tokenizerJson() {
    PretrainingTalk talk = new PretrainingTalk(new Random(SEED + 1));
    BytePairTrainer trainer = new BytePairTrainer(StarterFiles.SPECIAL_TOKENS);
    for (int i = 0; i < TOKENIZER_CONVERSATIONS; i++) {
      talk.next().messages().forEach(message -> trainer.read(message.content()));
    }
    trainer.learn(VOCABULARY);
    return trainer.toJson();
  }
}
