package dev.attune.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.core.http.HttpResponse;
import com.openai.models.files.FileObject;
import com.openai.models.finetuning.jobs.FineTuningJob;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code attune migrate} from one real server to another. */
final class MigrateTest {
  @TempDir Path folder;

  @Test
  void aFileAndAJobAreMadeAgainAndNothingTwice() throws Exception {
    try (ServerProcess there = ServerProcess.start(folder.resolve("there"));
        ServerProcess here = ServerProcess.start(folder.resolve("here"))) {
      there.addStarterModel();
      here.addModel(ServerProcess.STARTER.resolve("model"), "mine");
      OpenAIClient account = there.client();
      FineTuningJob old =
          Samples.awaitEnd(
              account,
              account
                  .fineTuning()
                  .jobs()
                  .create(Samples.job(account, 1).suffix("tickets").build())
                  .id());
      OpenAIClient client = here.client();

      assertThat(migrate(there, here)).contains(old.id(), "Nothing was made yet");
      assertThat(files(client)).isEmpty();
      assertThat(jobs(client)).isEmpty();

      assertThat(migrate(there, here, "--yes")).contains(old.id());
      FineTuningJob made = jobs(client).getFirst();
      assertThat(made.model()).isEqualTo("mine");
      assertThat(made.seed()).isEqualTo(old.seed());
      assertThat(made.method()).isEqualTo(old.method());
      assertThat(content(client, made.trainingFile()))
          .isEqualTo(content(account, old.trainingFile()));
      assertThat(Samples.awaitEnd(client, made.id()).fineTunedModel().orElseThrow())
          .startsWith("ft:mine:")
          .contains(":tickets:");

      assertThat(migrate(there, here)).contains("There is nothing to make.");
      migrate(there, here, "--yes");
      assertThat(jobs(client)).extracting(FineTuningJob::id).containsExactly(made.id());
      assertThat(trainingFiles(client)).containsExactly(made.trainingFile());
    }
  }

  private String migrate(ServerProcess there, ServerProcess here, String... more) throws Exception {
    return ServerProcess.attune(
        Stream.concat(
                Stream.of(
                    "migrate",
                    "--from",
                    there.baseUrl(),
                    "--from-key-file",
                    there.data().resolve("first-key").toString(),
                    "--base-url",
                    here.baseUrl(),
                    "--api-key",
                    here.key(),
                    "--map",
                    "starter=mine",
                    "--state",
                    folder.resolve("state.json").toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static List<FileObject> files(OpenAIClient client) {
    return client.files().list().items();
  }

  /** Without the results of jobs. */
  private static List<String> trainingFiles(OpenAIClient client) {
    return files(client).stream()
        .filter(file -> file.purpose().equals(FileObject.Purpose.FINE_TUNE))
        .map(FileObject::id)
        .toList();
  }

  private static List<FineTuningJob> jobs(OpenAIClient client) {
    return client.fineTuning().jobs().list().items();
  }

  private static String content(OpenAIClient client, String file) throws Exception {
    try (HttpResponse answer = client.files().content(file)) {
      return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
