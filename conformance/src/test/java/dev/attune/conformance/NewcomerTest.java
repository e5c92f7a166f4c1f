package dev.attune.conformance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.attune.server.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody who has read no documentation, in a browser: from an empty server to two models side by
 * side, with real programs behind the pages. {@link TypedPagesTest} goes the same way in a
 * terminal.
 */
@SuppressWarnings("NullAway.Init")
final class NewcomerTest {
  private static final Pattern RIGHT = Pattern.compile("exactly right left (\\d+), right (\\d+)");
  private static final double MINUTES = 120_000;

  @TempDir private Path folder;
  private Browser browser;
  private ServerProcess server;
  private Page page;

  @BeforeEach
  void start() {
    browser = new Browser();
    page = browser.page();
    server = ServerProcess.start(folder.resolve("data"));
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
      browser.close();
    }
  }

  @Test
  void goesFromAnEmptyServerToATunedModelBesideItsBase() throws IOException {
    browser.signIn(server.port(), server.key());
    link("New job").click();
    link("Take one from the hub").click();
    page.getByLabel("Folder of a model on this server")
        .fill(ServerProcess.STARTER.resolve("model").toString());
    page.getByLabel("Name of the model here").fill("starter");
    button("Add a folder of this server").click();
    link("Tune").click();

    assertThat(page.getByLabel("Model to start from")).hasValue("starter");
    page.locator("#upload")
        .setInputFiles(ServerProcess.STARTER.resolve("support-tickets-train.jsonl"));
    assertThat(page.locator("#upload-said")).containsText("is uploaded and chosen");
    page.getByLabel("Suffix").fill("tickets");
    page.locator("summary").filter(text("Hyperparameters")).click();
    page.getByLabel("Epochs").fill("1");
    button("Check and estimate").click();
    assertThat(page.locator("#estimate"))
        .containsText("It fits.", new LocatorAssertions.ContainsTextOptions().setTimeout(MINUTES));
    assertThat(page.locator("#estimate mark").first()).containsText("team");
    browser.look("newcomer-new-job");
    button("Create the job").click();
    page.waitForURL(Pattern.compile(".*/jobs/ftjob-.*"));

    assertThat(page.locator("#status .state"))
        .hasText("succeeded", new LocatorAssertions.HasTextOptions().setTimeout(MINUTES));
    assertThat(page.locator("#curves")).not().hasAttribute("data-points", "0");
    browser.look("newcomer-job");
    link("Chat with it").click();
    assertThat(side("left").locator("select"))
        .hasValue(Pattern.compile("ft:starter:.*:tickets:.*"));
    assertThat(side("right").locator("select")).hasValue("starter");
    page.locator("#system").fill("Route the ticket. Answer with JSON.");
    page.locator("#prompt").fill("Where is my new office chair? Order C-90191. Paul");
    button("Ask both").click();
    assertThat(side("left").locator(".chat")).containsText("{\"team\":\"");

    assertThat(rightOf(heldOut(8)))
        .satisfies(right -> {
          assertThat(right.getFirst()).isGreaterThan(right.getLast());
        });
    browser.look("newcomer-comparison");
    browser.assertNothingWasRefused();
  }

  /** What the page says of so many examples that were held out, once it has said all of it. */
  private String heldOut(int examples) throws IOException {
    Path file = folder.resolve("held-out.jsonl");
    Files.write(
        file,
        Files.readAllLines(ServerProcess.STARTER.resolve("support-tickets-test.jsonl"))
            .subList(0, examples));
    page.locator("#held-out").setInputFiles(file);
    Locator said = page.locator("#many-said");
    assertThat(said)
        .containsText(
            "%d of %d: exactly".formatted(examples, examples),
            new LocatorAssertions.ContainsTextOptions().setTimeout(MINUTES));
    return said.textContent();
  }

  private static List<Integer> rightOf(String said) {
    MatchResult found = RIGHT.matcher(said).results().findFirst().orElseThrow();
    return List.of(Integer.valueOf(found.group(1)), Integer.valueOf(found.group(2)));
  }

  private Locator side(String name) {
    return page.locator("[data-side=" + name + "]");
  }

  private Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  private static Locator.FilterOptions text(String part) {
    return new Locator.FilterOptions().setHasText(part);
  }
}
