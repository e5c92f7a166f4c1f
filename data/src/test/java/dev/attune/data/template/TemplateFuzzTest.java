package dev.attune.data.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.data.template.value.ListValue;
import dev.attune.data.template.value.MapValue;
import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TemplateLimits;
import dev.attune.data.template.value.TextValue;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Templates broken at random: whatever comes out, it is a text or a {@link TemplateException}. */
final class TemplateFuzzTest {
  private static final int ROUNDS = 40_000;
  private static final String PIECES = "{}%#-+()[]'\"\\|.,:=~*/<>! \n0x1e_aß😀";
  private static final TemplateLimits SMALL =
      new TemplateLimits(20_000, 200, 100_000, 1_000_000, 100_000, Duration.ofSeconds(5));
  private static final RenderRequest REQUEST =
      RenderRequest.of(
              new ListValue(
                  List.of(MapValue.builder().put("role", "user").put("content", "Hi").build())))
          .with("text", TextValue.of("wide 😀"))
          .build();

  @Test
  void aBrokenTemplateGivesATextOrANamedError() throws IOException {
    breakTemplates(ROUNDS, 20_260_305);
  }

  @Test
  @Tag("soak")
  void aBrokenTemplateGivesATextOrANamedErrorForLong() throws IOException {
    breakTemplates(40 * ROUNDS, 7);
  }

  private static void breakTemplates(int rounds, long seed) throws IOException {
    List<String> seeds = seeds();
    Random random = new Random(seed);
    int rendered = 0;
    int refused = 0;
    for (int round = 0; round < rounds; round++) {
      String source = mutate(seeds, random);
      try {
        ChatTemplate.parse(source, SMALL).render(REQUEST);
        rendered++;
      } catch (TemplateException named) {
        refused++;
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError unnamed) {
        throw new AssertionError("Round %d: %s".formatted(round, source), unnamed);
      }
    }
    assertThat(rendered).isGreaterThan(rounds / 100);
    assertThat(refused).isGreaterThan(rounds / 100);
  }

  private static List<String> seeds() throws IOException {
    try (InputStream in = JinjaCasesTest.class.getResourceAsStream("cases.json")) {
      JsonNode file = JsonMapper.shared().readTree(Objects.requireNonNull(in));
      List<String> seeds = new ArrayList<>();
      file.get("cases").forEach(one -> seeds.add(one.get("source").stringValue()));
      return seeds;
    }
  }

  private static String mutate(List<String> seeds, Random random) {
    StringBuilder source = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && !source.isEmpty(); i++) {
      int at = random.nextInt(source.length());
      int end = Math.min(source.length(), at + 1 + random.nextInt(5));
      String other = seeds.get(random.nextInt(seeds.size()));
      int from = random.nextInt(other.length());
      String piece = other.substring(from, Math.min(other.length(), from + 12));
      switch (random.nextInt(4)) {
        case 0 -> source.delete(at, end);
        case 1 -> source.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
        case 2 -> source.replace(at, end, piece);
        default -> source.insert(at, piece);
      }
    }
    return source.toString();
  }
}
