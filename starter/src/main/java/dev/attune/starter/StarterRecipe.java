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
 *
 * @param folder what it writes to
 * @param size how much of everything
 * @param threads that train
 */
public record StarterRecipe(Path folder, Size size, int threads) {
  private static final long SEED = 20261122;
  private static final int THREADS = 2;

  /**
   * How much of everything.
   *
   * @param tokenizerConversations that the tokenizer is learnt from
   * @param vocabulary tokens that it may have
   * @param conversations that the model is trained on, each once
   * @param heldOut further conversations, which only measure
   */
  public record Size(int tokenizerConversations, int vocabulary, int conversations, int heldOut) {
    /** Of the model that is shipped. */
    public static final Size SHIPPED = new Size(6_000, 1024, 20_000, 200);
  }

  /**
   * Runs the whole recipe and tries what came out.
   *
   * @param arguments the folder to write
   */
  public static void main(String[] arguments) throws IOException {
    StarterRecipe recipe = new StarterRecipe(Path.of(arguments[0]), Size.SHIPPED, THREADS);
    Torch.enterThread();
    recipe.make();
    recipe.tryOut();
  }

  /** Writes the model and the sample files. */
  void make() throws IOException {
    StarterFiles files = new StarterFiles(Files.createDirectories(model()));
    files.writeTokenizer(tokenizerJson());
    files.writeDescription(size.vocabulary());
    SampleFiles.generate().write(folder);
    try (Tokenizer tokenizer = tokenizer()) {
      List<EncodedExample> examples = examples(tokenizer, size.heldOut() + size.conversations());
      Pretraining.run(
          files,
          examples.subList(size.heldOut(), examples.size()),
          examples.subList(0, size.heldOut()),
          threads);
    }
  }

  private void tryOut() {
    try (Tokenizer tokenizer = tokenizer();
        LoadedModel loaded = LoadedModel.load(model())) {
      RoutingTrial.run(tokenizer, loaded.model(), SampleFiles.generate(), threads);
    }
  }

  private Path model() {
    return folder.resolve("model");
  }

  private Tokenizer tokenizer() {
    return Tokenizer.load(model().resolve("tokenizer.json"));
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

  private String tokenizerJson() {
    PretrainingTalk talk = new PretrainingTalk(new Random(SEED + 1));
    BytePairTrainer trainer = new BytePairTrainer(StarterFiles.SPECIAL_TOKENS);
    for (int i = 0; i < size.tokenizerConversations(); i++) {
      talk.next().messages().forEach(message -> trainer.read(message.content()));
    }
    trainer.learn(size.vocabulary());
    return trainer.toJson();
  }
}
