package dev.attune.starter;

import dev.attune.data.tokenizer.Tokenizer;
import dev.attune.model.LoadedModel;
import dev.attune.model.layer.LoraAdapter;
import dev.attune.torch.Torch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Whether the starter model learns to route tickets, which it fails before. */
final class RoutingTrial {
  private RoutingTrial() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    int threads = Integer.parseInt(arguments[1]);
    int train = Integer.parseInt(arguments[2]);
    Torch.enterThread();
    RoutingTask task = new RoutingTask(new Random(5));
    List<Conversation> test = new ArrayList<>();
    List<Conversation> examples = new ArrayList<>();
    for (int i = 0; i < 200; i++) test.add(task.next());
    for (int i = 0; i < train; i++) examples.add(task.next());
    try (Tokenizer tokenizer = Tokenizer.load(folder.resolve("tokenizer.json"));
        LoadedModel loaded = LoadedModel.load(folder);
        Questioner questioner = new Questioner(tokenizer, loaded.model(), threads)) {
      PretrainingTalk talk = new PretrainingTalk(new Random(99));
      for (PretrainingTalk.Kind kind : PretrainingTalk.Kind.values()) {
        List<Conversation> exam = new ArrayList<>();
        for (int i = 0; i < 60; i++) exam.add(talk.next(kind));
        System.out.printf("%s %s%n", kind, score(questioner, exam, null, 2));
      }
      System.out.println("base " + score(questioner, test.subList(0, 60), null, 2));
      ConversationTokens tokens = new ConversationTokens(tokenizer);
      FineTuning.Tuned tuned =
          new FineTuning(loaded.model(), threads)
              .run(examples.stream().map(tokens::example).toList());
      System.out.printf(
          "%d steps %d tokens %.1f s %.0f tokens/s%n",
          tuned.steps(), tuned.tokens(), tuned.seconds(), tuned.tokens() / tuned.seconds());
      System.out.println("tuned " + score(questioner, test, tuned.adapter(), 6));
    }
  }

  private static String score(
      Questioner questioner, List<Conversation> exam, @Nullable LoraAdapter adapter, int show) {
    List<String> answers = questioner.answers(exam, adapter);
    int right = 0;
    for (int i = 0; i < exam.size(); i++) {
      boolean same = answers.get(i).equals(exam.get(i).answer());
      right += same ? 1 : 0;
      if (!same && show-- > 0) {
        System.out.println("   wanted " + exam.get(i).answer() + "\n   got    " + answers.get(i));
      }
    }
    return right + "/" + exam.size();
  }
}
