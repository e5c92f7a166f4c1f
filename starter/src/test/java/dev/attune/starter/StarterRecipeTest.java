package dev.attune.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.data.ModelText;
import dev.attune.model.LoadedModel;
import dev.attune.torch.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StarterRecipeTest {
  private static final StarterRecipe.Size TINY = new StarterRecipe.Size(100, 400, 24, 4);

  @TempDir Path folder;

  @Test
  void aTinyRunWritesAModelThatLoadsAndAnswers() throws IOException {
    Torch.enterThread();
    new StarterRecipe(folder, TINY, 2).make();
    Path model = folder.resolve("model");

    try (ModelText text = ModelText.load(model);
        LoadedModel loaded = LoadedModel.load(model);
        Questioner questioner = new Questioner(text.tokenizer(), loaded.model(), 2)) {
      assertThat(questioner.answers(List.of(Conversation.of("", "Hello", "")), null)).hasSize(1);
    }
  }

  @Test
  void theSameRecipeMakesTheSameModel() throws IOException {
    Torch.enterThread();
    byte[][] weights = new byte[2][];
    for (int i = 0; i < weights.length; i++) {
      Path target = folder.resolve("run" + i);
      new StarterRecipe(target, TINY, 2).make();
      weights[i] = Files.readAllBytes(target.resolve("model").resolve(LoadedModel.WEIGHTS));
    }

    assertThat(weights[0]).isEqualTo(weights[1]);
  }
}
