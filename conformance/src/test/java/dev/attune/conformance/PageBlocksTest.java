package dev.attune.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No page says to run what no test has run, unless there is a reason. */
final class PageBlocksTest {
  private static final Set<String> SHELLS = Set.of("", "sh", "bash", "shell", "console");

  /** Not run: what data and other programs' settings look like. */
  private static final Set<String> OTHERS = Set.of("json", "nginx", "caddyfile");

  /** How a block begins that is not run, and why. */
  private static final Map<String, String> NOT_RUN =
      Map.of(
          "$ ./attune quickstart", "what a command printed once",
          "./attune quickstart",
              "docs/quick-start.md by itself at a terminal, and these very tests",
          "git pull", "a new version, and a build within this build",
          "echo '{\"my-model\"", "needs a model of one's own, transformers and PEFT",
          "./mvnw verify -pl training", "a build within this build");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void everyBlockOfThePagesIsRunOrHasAReason() throws IOException {
    assertThat(notRun(PageBlock.ofAllPages())).isEmpty();
  }

  @Test
  void everyReasonIsForABlockThatThereIs() throws IOException {
    List<PageBlock> blocks = PageBlock.ofAllPages();
    assertThat(NOT_RUN.keySet())
        .allSatisfy(beginning ->
            assertThat(blocks)
                .anyMatch(block -> block.runBy().isEmpty() && block.text().startsWith(beginning)));
  }

  @Test
  void aBlockWithoutEitherIsNamedWithItsPageAndLine() throws IOException {
    Files.writeString(
        folder.resolve("page.md"),
        """
        ```sh
        git pull
        ```
        <!-- Run by TypedPagesTest. -->
        ```sh
        ./attune models list
        ```
        <!-- Run by SnippetsTest. -->
        ```sh
        ./attune models list
        ```
        ```python
        client = OpenAI()
        ```
        ```
        ./attune jobs list
        ```
        """);

    assertThat(notRun(PageBlock.in(folder, "page.md")))
        .containsExactly("page.md:10", "page.md:13", "page.md:16");
  }

  private static List<String> notRun(List<PageBlock> blocks) {
    return blocks.stream()
        .filter(block -> !OTHERS.contains(block.language()))
        .filter(block -> !block.isRunBy(runner(block)))
        .filter(block -> NOT_RUN.keySet().stream().noneMatch(block.text()::startsWith))
        .map(block -> "%s:%d".formatted(block.page(), block.line()))
        .toList();
  }

  private static Class<?> runner(PageBlock block) {
    return SHELLS.contains(block.language()) ? TypedPagesTest.class : SnippetsTest.class;
  }
}
