package dev.attune.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.chat.ChatCompletionRequest;
import dev.attune.wire.errors.ApiException;
import dev.attune.wire.finetuning.CreateFineTuningJob;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.WireJson;
import dev.attune.wire.uploads.CreateUpload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Bodies broken at random places, the same ones in each run. */
final class HostileBodiesTest {
  private static final int ROUNDS = 20_000;
  private static final byte[][] PIECES =
      List.of("null", "[", "]", "{", "}", "\"", ",", ":", "-", "1e9999", "\\ud800", "0", "\u0000")
          .stream()
          .map(piece -> piece.getBytes(StandardCharsets.UTF_8))
          .toArray(byte[][]::new);

  private final Random random = new Random(7);

  @Test
  void aBrokenBodyIsRefusedAndNeverBreaksTheReader() {
    int jobs =
        refused(
            "{\"model\":\"m\",\"training_file\":\"f\",\"seed\":1,\"suffix\":\"s\",\"metadata\":"
                + "{\"k\":\"v\"},\"method\":{\"type\":\"supervised\",\"supervised\":"
                + "{\"hyperparameters\":{\"n_epochs\":3,\"batch_size\":\"auto\"}}}}",
            CreateFineTuningJob::read);
    int chats =
        refused(
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\","
                + "\"text\":\"hi\"}]}],\"temperature\":0.5,\"stop\":[\"a\"],\"n\":2,\"seed\":1}",
            ChatCompletionRequest::read);

    int uploads =
        refused(
            "{\"filename\":\"f\",\"purpose\":\"fine-tune\",\"bytes\":12,\"mime_type\":\"text/jsonl\","
                + "\"expires_after\":{\"anchor\":\"created_at\",\"seconds\":3600}}",
            body -> CreateUpload.read(body, 1_000));

    // Some changes leave a right body right; were all or none refused, nothing would be tested.
    assertThat(jobs).isBetween(ROUNDS / 2, ROUNDS - 100);
    assertThat(uploads).isBetween(ROUNDS / 2, ROUNDS - 100);
    assertThat(chats).isBetween(ROUNDS / 2, ROUNDS - 100);
  }

  private int refused(String body, Consumer<JsonNode> reader) {
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] broken = broken(body.getBytes(StandardCharsets.UTF_8));
      try {
        reader.accept(WireJson.parse(broken, JsonLimits.SMALL));
      } catch (ApiException e) {
        assertThat(e.error().status()).isEqualTo(400);
        refused++;
      }
    }
    return refused;
  }

  private byte[] broken(byte[] body) {
    byte[] piece =
        random.nextBoolean()
            ? PIECES[random.nextInt(PIECES.length)]
            : new byte[] {(byte) random.nextInt(256)};
    int at = random.nextInt(body.length);
    int cut = random.nextInt(3);
    byte[] end = Arrays.copyOfRange(body, Math.min(body.length, at + cut), body.length);
    byte[] broken = Arrays.copyOf(body, at + piece.length + end.length);
    System.arraycopy(piece, 0, broken, at, piece.length);
    System.arraycopy(end, 0, broken, at + piece.length, end.length);
    return broken;
  }
}
