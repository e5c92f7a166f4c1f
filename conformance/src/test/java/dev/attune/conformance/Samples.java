package dev.attune.conformance;

import com.openai.client.OpenAIClient;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import com.openai.models.finetuning.jobs.FineTuningJob;
import com.openai.models.finetuning.jobs.JobCreateParams;
import com.openai.models.finetuning.methods.SupervisedHyperparameters;
import com.openai.models.finetuning.methods.SupervisedMethod;
import com.openai.models.uploads.UploadCreateParams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Files and jobs that are small enough to be done in seconds. */
final class Samples {
  private static final Set<String> ENDS = Set.of("succeeded", "failed", "cancelled");

  private Samples() {}

  /** The first lines of the sample training file. */
  static byte[] trainingLines(int count) {
    return lines(ServerProcess.STARTER.resolve("support-tickets-train.jsonl"), count);
  }

  static byte[] validationLines(int count) {
    return lines(ServerProcess.STARTER.resolve("support-tickets-valid.jsonl"), count);
  }

  static FileObject upload(OpenAIClient client, byte[] content) {
    return client
        .files()
        .create(FileCreateParams.builder().file(content).purpose(FilePurpose.FINE_TUNE).build());
  }

  /** An upload of a training file of so many bytes. */
  static UploadCreateParams upload(long bytes) {
    return UploadCreateParams.builder()
        .bytes(bytes)
        .filename("train.jsonl")
        .mimeType("text/jsonl")
        .purpose(FilePurpose.FINE_TUNE)
        .build();
  }

  /** A job of {@code nEpochs} epochs of 4 steps. */
  static JobCreateParams.Builder job(OpenAIClient client, int nEpochs) {
    return JobCreateParams.builder()
        .model("starter")
        .trainingFile(upload(client, trainingLines(16)).id())
        .seed(1)
        .method(method(nEpochs, 4));
  }

  /** Pairs of answers to the tickets of the sample file: its own, and none. */
  static byte[] pairs(int count) {
    String answer = ",{\"role\":\"assistant\"";
    StringBuilder pairs = new StringBuilder();
    for (String line : new String(trainingLines(count), StandardCharsets.UTF_8).lines().toList()) {
      int at = line.indexOf(answer);
      pairs.append(
          "{\"input\":%s]},\"preferred_output\":[%s],\"non_preferred_output\":[{\"role\":\"assistant\",\"content\":\"I do not know.\"}]}\n"
              .formatted(line.substring(0, at), line.substring(at + 1, line.length() - 2)));
    }
    return pairs.toString().getBytes(StandardCharsets.UTF_8);
  }

  static JobCreateParams.Method method(int nEpochs, int batchSize) {
    return JobCreateParams.Method.builder()
        .type(JobCreateParams.Method.Type.SUPERVISED)
        .supervised(
            SupervisedMethod.builder()
                .hyperparameters(
                    SupervisedHyperparameters.builder()
                        .nEpochs(nEpochs)
                        .batchSize(batchSize)
                        .build())
                .build())
        .build();
  }

  static FineTuningJob awaitEnd(OpenAIClient client, String id) {
    ServerProcess.awaitTrue(() -> ENDS.contains(status(client, id)));
    return client.fineTuning().jobs().retrieve(id);
  }

  static String status(OpenAIClient client, String id) {
    return client.fineTuning().jobs().retrieve(id).status().asString();
  }

  private static byte[] lines(Path file, int count) {
    try (Stream<String> lines = Files.lines(file)) {
      List<String> some = lines.limit(count).toList();
      return (String.join("\n", some) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
