package dev.attune.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that stay open for long, and pages of much. */
@SuppressWarnings("NullAway.Init")
final class LastingPagesTest {
  private static final int JOBS = 10_000;
  private static final int EVENTS = 100_000;
  private static final int LOADS = 3;
  private static final double LONGEST_FIRST_PAINT = 1000; // ms

  @TempDir private Path folder;
  private QuietPlatform platform;
  private Browser browser;
  private Page page;
  private Client client;

  @BeforeEach
  void signIn() {
    browser = new Browser();
    page = browser.page();
    platform = new QuietPlatform(folder, InstantSource.system());
    client = platform.newProject("lasting");
    browser.signIn(platform.port(), client.key());
  }

  @AfterEach
  void stop() {
    if (platform != null) {
      browser.assertNothingWasRefused();
      platform.close();
      browser.close();
    }
  }

  @Test
  void aPageGoesOnByItselfWhenTheServerIsBack() {
    String id = FakeRun.newJob(client, "live");
    FakeRun.begin(platform, id);
    FakeRun.steps(platform, id, 1, 10, 100);
    int port = platform.port();
    go("/jobs/" + id);
    assertThat(page.locator("#status")).containsText("Step 10 of 100");

    platform.close();
    assertThat(page.locator("#notice")).containsText("The server does not answer");
    assertThat(page.locator("#status")).containsText("Step 10 of 100");
    platform = new QuietPlatform(folder, InstantSource.system(), "--port", Integer.toString(port));
    FakeRun.steps(platform, id, 11, 30, 100);

    // Nobody loads the page again, or signs in again.
    assertThat(page.locator("#status")).containsText("Step 30 of 100");
    assertThat(page.locator("#curves")).hasAttribute("data-points", "30");
    assertThat(page.locator("#events")).containsText("Step 30/100");
    assertThat(page.locator("#notice")).isHidden();
  }

  @Test
  void tenThousandJobsAndAHundredThousandEventsAreShownWithinASecond() {
    String id = FakeRun.newJob(client, "long");
    FakeRun.begin(platform, id);
    FakeRun.steps(platform, id, 1, 1, EVENTS + 1);
    ManyRows.ofJob(folder, FakeRun.newJob(client, "many"), JOBS);
    ManyRows.ofEvents(folder, id, EVENTS);

    assertThat(firstPaint("/jobs")).isLessThan(LONGEST_FIRST_PAINT);
    assertThat(page.locator("#rows tbody tr")).hasCount(50);
    assertThat(firstPaint("/jobs?q=long")).isLessThan(LONGEST_FIRST_PAINT);
    assertThat(page.locator("#rows tbody tr")).hasCount(1);
    assertThat(firstPaint("/jobs/" + id)).isLessThan(LONGEST_FIRST_PAINT);
    assertThat(page.locator("#events")).containsText("Step 1/");
    assertThat(page.locator("#curves canvas")).isVisible();
    int points = Integer.parseInt(page.locator("#curves").getAttribute("data-points"));
    assertThat(points).isBetween(500, 5000);
  }

  /** Of the best of some loads, in milliseconds, as the browser measures it. */
  private double firstPaint(String path) {
    double best = Double.MAX_VALUE;
    for (int load = 0; load < LOADS; load++) {
      go(path);
      best = Math.min(best, firstPaint());
    }
    return best;
  }

  /** Asked again and again, for the page's policy lets nobody wait inside of it. */
  private double firstPaint() {
    Object time = null;
    while (time == null) {
      page.waitForTimeout(20);
      time =
          page.evaluate(
              "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null");
    }
    return ((Number) time).doubleValue();
  }

  private void go(String path) {
    page.navigate("http://127.0.0.1:%d%s".formatted(platform.port(), path));
  }
}
