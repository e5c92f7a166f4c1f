package dev.attune.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SampleFilesTest {
  private static final SampleFiles SAMPLES = SampleFiles.generate();

  @ParameterizedTest
  @ValueSource(strings = {"train", "valid", "test"})
  void theShippedFilesAreWhatTheRecipeWrites(String part, @TempDir Path folder) throws IOException {
    String name = "support-tickets-%s.jsonl".formatted(part);
    SAMPLES.write(folder);

    assertThat(folder.resolve(name)).hasSameTextualContentAs(Shipped.FOLDER.resolve(name));
    assertThat(Files.size(folder.resolve(name)))
        .isEqualTo(Files.size(Shipped.FOLDER.resolve(name)));
  }

  @Test
  void noTicketIsInTwoPlaces() {
    List<String> all =
        Stream.of(SAMPLES.training(), SAMPLES.validation(), SAMPLES.test())
            .flatMap(List::stream)
            .map(SampleFilesTest::ticket)
            .toList();

    assertThat(all).doesNotHaveDuplicates();
  }

  @Test
  void theTrainingFileHasEveryAnswerThatTheTestAsksFor() {
    assertThat(fields(SAMPLES.training())).containsAll(fields(SAMPLES.test()));
  }

  private static final List<String> ROUTING_WORDS =
      List.of(
          "team",
          "priority",
          "product",
          "billing",
          "shipping",
          "returns",
          "technical",
          "sales",
          "high",
          "normal",
          "low");

  /** It knows the words, as keys and values of JSON, but not that they say anything of a ticket. */
  @Test
  void theModelNeverSawARoutedTicket() {
    PretrainingTalk talk = new PretrainingTalk(new Random(1));
    for (Conversation conversation : Stream.generate(talk::next).limit(2_000).toList()) {
      String seen =
          conversation.messages().stream()
              .map(Conversation.Message::content)
              .collect(Collectors.joining("\n"));
      assertThat(seen).doesNotContain(RoutingTask.SYSTEM);
      if (ROUTING_WORDS.stream().anyMatch(word -> seen.contains('"' + word + '"'))) {
        assertThat(conversation.prompt().getLast().content()).matches("Write as JSON: (.+ is .+)+");
      }
    }
  }

  @Test
  void theSameSeedTellsTheSame() {
    assertThat(talk(7)).isEqualTo(talk(7)).isNotEqualTo(talk(8));
  }

  private static List<Conversation> talk(long seed) {
    return Stream.generate(new PretrainingTalk(new Random(seed))::next).limit(200).toList();
  }

  private static String ticket(Conversation conversation) {
    return conversation.prompt().getLast().content();
  }

  /** As {@code "team":"billing"}. */
  private static Set<String> fields(List<Conversation> conversations) {
    return conversations.stream()
        .flatMap(conversation -> Stream.of(conversation.answer().split("[{},]")))
        .collect(Collectors.toSet());
  }
}
