package dev.attune.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A block of code on a page.
 *
 * @param page as the repository has it, such as {@code docs/models.md}
 * @param line its first one, from 1
 * @param language as the page says, or nothing
 * @param runBy the test that the comment above it names, or nothing
 */
record PageBlock(String page, int line, String language, String text, String runBy) {
  private static final Pattern MARK = Pattern.compile("<!-- Run by (\\w+)\\. -->");
  private static final Pattern FENCE = Pattern.compile("\\s*```\\s*(\\S*).*");

  /** Every block of the pages that users read. */
  static List<PageBlock> ofAllPages() throws IOException {
    List<PageBlock> blocks = new ArrayList<>(in(ServerProcess.ROOT, "README.md"));
    try (Stream<Path> docs = Files.walk(ServerProcess.ROOT.resolve("docs"))) {
      for (Path page : docs.filter(it -> it.toString().endsWith(".md")).sorted().toList()) {
        blocks.addAll(in(ServerProcess.ROOT, ServerProcess.ROOT.relativize(page).toString()));
      }
    }
    return blocks;
  }

  /** Those of one page, from its top to its end. */
  static List<PageBlock> in(Path root, String page) throws IOException {
    List<PageBlock> blocks = new ArrayList<>();
    List<String> lines = Files.readAllLines(root.resolve(page));
    for (int begin = 0; begin < lines.size(); begin++) {
      Matcher fence = FENCE.matcher(lines.get(begin));
      if (fence.matches()) {
        int end = begin + 1;
        while (!FENCE.matcher(lines.get(end)).matches()) {
          end++;
        }
        String text = String.join("\n", lines.subList(begin + 1, end));
        Matcher mark = MARK.matcher(begin == 0 ? "" : lines.get(begin - 1));
        String runBy = mark.matches() ? mark.group(1) : "";
        blocks.add(new PageBlock(page, begin + 2, fence.group(1), text, runBy));
        begin = end;
      }
    }
    return blocks;
  }

  boolean isRunBy(Class<?> test) {
    return runBy.equals(test.getSimpleName());
  }
}
