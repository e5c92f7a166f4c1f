package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The machine's own Chromium; a test that asks for it is skipped where there is none. */
public final class Browser implements AutoCloseable {
  /** Milliseconds that a person would wait on a busy machine. */
  private static final double PATIENCE = 15_000;

  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;
  private final BrowserContext context;
  private final Page page;
  private final List<String> dialogs = new CopyOnWriteArrayList<>();
  private final List<String> refusals = new CopyOnWriteArrayList<>();

  public Browser() {
    Optional<Path> chromium =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(chromium.isPresent(), "Chromium is not installed");
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium.get())
                    .setArgs(List.of("--no-sandbox")));
    context =
        browser.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(1280, 900));
    page = context.newPage();
    page.setDefaultTimeout(PATIENCE);
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    page.onDialog(dialog -> {
      dialogs.add(dialog.message());
      dialog.dismiss();
    });
    page.onConsoleMessage(message -> {
      if (message.text().contains("Content Security Policy")) {
        refusals.add(message.text());
      }
    });
    page.onPageError(refusals::add);
  }

  public Page page() {
    return page;
  }

  /** Leaves the page at the list of jobs of the key's project. */
  public void signIn(int port, String key) {
    page.navigate("about:blank"); // the page before would notice that it is signed out
    context.clearCookies();
    page.navigate("http://127.0.0.1:%d/jobs".formatted(port));
    PlaywrightAssertions.assertThat(page).hasTitle("Sign in · Attune");
    page.getByLabel("API key").fill(key);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
    PlaywrightAssertions.assertThat(page).hasTitle("Fine-tuning jobs · Attune");
  }

  /** Fails when a script of somebody else's ran, or tried to, or one of ours broke. */
  public void assertNothingWasRefused() {
    assertThat(dialogs).isEmpty();
    assertThat(refusals).isEmpty();
  }

  /** For people to look at: as it is, on a phone, and in the dark. */
  public void look(String name) {
    shoot(name, 1280, ColorScheme.LIGHT);
    shoot(name + "-dark", 1280, ColorScheme.DARK);
    shoot(name + "-phone", 390, ColorScheme.LIGHT);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    page.setViewportSize(1280, 900);
  }

  private void shoot(String name, int width, ColorScheme scheme) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    page.setViewportSize(width, 900);
    page.waitForTimeout(200);
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  @Override
  public void close() {
    context.close();
    browser.close();
    playwright.close();
  }
}
