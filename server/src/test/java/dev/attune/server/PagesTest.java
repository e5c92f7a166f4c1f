package dev.attune.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.attune.platform.files.StoredFile;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobError;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.run.ReadFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard in a real browser. Screenshots lie in {@code server/target/screenshots}. */
@SuppressWarnings("NullAway.Init")
final class PagesTest {
  /** What would run, were it not text; names of files and all a client says may be so. */
  private static final String HOSTILE =
      "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>{{7*7}}${7*7}javascript:alert(3)";

  private static final String EXAMPLE = "{\"messages\":[]}\n";

  @TempDir private static Path folder;
  private static QuietPlatform platform;
  private static Browser browser;
  private static Page page;
  private static int projects;

  private Client client;

  @BeforeAll
  static void start() {
    browser = new Browser();
    page = browser.page();
    platform = new QuietPlatform(folder, InstantSource.system());
  }

  @AfterAll
  static void stop() {
    if (platform != null) {
      platform.close();
      browser.close();
    }
  }

  @BeforeEach
  void signIn() {
    client = platform.newProject("pages" + ++projects);
    browser.signIn(platform.port(), client.key());
  }

  @AfterEach
  void nothingWasRefused() {
    browser.assertNothingWasRefused();
  }

  @Test
  void theDoorTakesAKeyAndSaysWhatToDoWithAWrongOne() {
    page.getByRole(AriaRole.BUTTON, named("Sign out")).click();
    assertThat(page).hasTitle("Sign in · Attune");
    page.getByLabel("API key").fill("sk-attune-wrong");
    page.getByRole(AriaRole.BUTTON, named("Sign in")).click();

    assertThat(page.getByRole(AriaRole.ALERT)).containsText("first-key");
    browser.look("sign-in");
    go("/models");
    assertThat(page).hasURL(Pattern.compile(".*/sign-in\\?next=%2Fmodels"));
    page.getByLabel("API key").fill(client.key());
    page.getByRole(AriaRole.BUTTON, named("Sign in")).click();
    assertThat(page).hasTitle("Models · Attune");
  }

  @Test
  void aRevokedKeySignsOutWhoeverCameWithIt() {
    Client other = client.withKey(client.key());
    String id = other.get("/attune/v1/keys").json().path("data").path(0).path("id").stringValue();
    other.delete("/attune/v1/keys/" + id);

    go("/jobs");
    assertThat(page).hasTitle("Sign in · Attune");
  }

  @Test
  void anEmptyListTeachesAndAFullOneIsSearchedAndKeepsItselfUpToDate() {
    assertThat(page.getByText("No jobs yet")).isVisible();
    browser.look("jobs-empty");
    String first = newJob("one");
    String second = newJob("two");
    metrics(second, 12, 40);

    // Nobody loads the page again.
    assertThat(page.locator("#rows tbody tr")).hasCount(2);
    assertThat(row(second)).containsText("running");
    apply(first, job -> job.to(new JobState.Failed(Instant.now(), new JobError("x", "y", null))));
    assertThat(row(first)).containsText("failed");
    browser.look("jobs");

    page.getByLabel("Status").selectOption("failed");
    assertThat(page.locator("#rows tbody tr")).hasCount(1);
    assertThat(row(first)).isVisible();
    go("/jobs?q=nothing-like-it");
    assertThat(page.getByText("Nothing found")).isVisible();
  }

  @Test
  void aJobShowsItsCurvesAndEventsAndIsCancelledOnlyWhenAskedTwice() {
    String id = newJob("curves");
    metrics(id, 60, 200);
    go("/jobs/" + id);

    assertThat(page.locator("#curves")).hasAttribute("data-points", "60");
    assertThat(page.locator("#curves canvas")).isVisible();
    assertThat(page.locator("#events")).containsText("Step 60/200");
    browser.look("job");
    page.getByLabel("log scale").check();
    page.getByLabel("Smoothing").fill("0.6");
    page.getByLabel("Show").selectOption("memory");
    assertThat(page.locator("#curves")).containsText("memory, GB");
    page.getByLabel("Show").selectOption("accuracy");
    FakeRun.steps(platform, id, 61, 80, 200);
    assertThat(page.locator("#curves")).hasAttribute("data-points", "80");
    assertThat(page.locator("#status")).containsText("Step 80 of 200");

    page.getByRole(AriaRole.BUTTON, named("Pause")).click();
    assertThat(page.locator("#status .state")).hasText("pausing");
    page.locator("#cancel").click();
    page.getByRole(AriaRole.BUTTON, named("Keep it")).click();
    assertThat(page.locator("#status .state")).hasText("pausing");
    page.locator("#cancel").click();
    page.getByRole(AriaRole.BUTTON, named("Cancel the job")).click();
    assertThat(page.locator("#status .state")).hasText("cancelled");
  }

  @Test
  void severalJobsCurvesAreOnOneChartWhichHasAnAddress() {
    String first = newJob("one");
    metrics(first, 30, 30);
    String second = newJob("two");
    metrics(second, 25, 30);
    String third = newJob("three");
    metrics(third, 20, 30);
    go("/jobs/" + third);

    page.getByLabel("Compare with").selectOption(first);
    assertThat(page.locator("#curves")).containsText("A: training");
    page.getByLabel("Compare with").selectOption(second);
    assertThat(page.locator("#curves")).containsText("B: training");
    browser.look("compare");
    page.reload();
    assertThat(page.locator("#curves")).containsText("B: training");
    page.locator("#curve-others button").first().click();
    assertThat(page.locator("#curve-others button")).hasCount(1);
    assertThat(page.locator("#curves")).not().containsText("B: training");
  }

  @Test
  void aJobIsMadeFromAFileThatIsUploadedCheckedAndEstimated() {
    go("/jobs/new");
    page.locator("#upload")
        .setInputFiles(
            new FilePayload(
                "train.jsonl", "application/jsonl", EXAMPLE.getBytes(StandardCharsets.UTF_8)));
    assertThat(page.locator("#upload-said")).containsText("is uploaded and chosen");
    page.getByLabel("Model to start from").selectOption("base");
    page.getByText("Hyperparameters").click();
    page.getByRole(AriaRole.BUTTON, named("Check and estimate")).click();
    assertThat(page.locator("#estimate")).containsText("It does not fit, because");
    page.getByLabel("LoRA rank").fill("8");
    platform.holdReading(true);
    page.getByRole(AriaRole.BUTTON, named("Check and estimate")).click();
    assertThat(page.getByLabel("Files that are read")).hasAttribute("value", "0.5");
    assertThat(page.locator("#estimate")).containsText("Reading train.jsonl…");
    browser.look("new-job-reading");
    platform.holdReading(false);

    assertThat(page.locator("#estimate")).containsText("It fits.");
    assertThat(page.locator("#estimate")).containsText("It is a strange file.");
    assertThat(page.locator("#estimate"))
        .containsText("The same as an earlier line: 2 (lines 7, 9).");
    assertThat(page.locator("#estimate mark")).hasText("In the post.<|end|>");
    assertThat(page.locator("#code")).containsText("curl");
    for (String language : List.of("python", "node", "java")) {
      page.getByLabel("Language").selectOption(language);
      assertThat(page.locator("#code")).containsText("base");
    }
    browser.look("new-job");
    page.getByLabel("Epochs").fill("99");
    page.getByRole(AriaRole.BUTTON, named("Create the job")).click();
    assertThat(page.locator("#refusal")).containsText("n_epochs");
    page.getByLabel("Epochs").fill("2");
    page.getByRole(AriaRole.BUTTON, named("Create the job")).click();
    page.waitForURL(Pattern.compile(".*/jobs/ftjob-.*"));

    page.locator("#again").click();
    assertThat(page.getByLabel("Epochs")).hasValue("2");
  }

  @Test
  void aJobSaysHowFarItsFilesAreReadWhileTheyAre() {
    String id = newJob("reading");
    go("/jobs/" + id);
    assertThat(page.locator("#status strong")).hasText("0 %");

    ReadFile read =
        new ReadFile(
            new StoredFile("file-1", "p", "fine-tune", "a", 10, "", Instant.EPOCH, null),
            Path.of("a"));
    platform.validations().begin(id).begin(read, Optional.empty());
    read.read(4); // Nobody loads the page again.

    assertThat(page.locator("#status strong")).hasText("Reading the files: 40 %");
    assertThat(page.locator("#status progress")).hasAttribute("value", "40");
    FakeRun.begin(platform, id);
    assertThat(page.locator("#status strong")).hasText("0 %");
  }

  @Test
  void whatWasAskedOfAJobStandsBesideWhatItTrainsWith() {
    String file = client.upload("fine-tune", EXAMPLE).json().path("id").stringValue();
    String id =
        client
            .post(
                "/v1/fine_tuning/jobs",
                "{\"model\":\"base\",\"training_file\":\"%s\",\"hyperparameters\":{\"n_epochs\":4},\"attune\":{\"rank\":16}}"
                    .formatted(file))
            .json()
            .path("id")
            .stringValue();
    go("/jobs/" + id);
    assertThat(setting("Batch size")).containsText("autoauto"); // Nothing is picked yet.

    FakeRun.begin(platform, id); // Nobody loads the page again.

    assertThat(setting("Epochs")).containsText("44");
    assertThat(setting("Batch size")).containsText("auto1");
    assertThat(setting("Rank")).containsText("1616");
    assertThat(setting("Learning rate")).containsText("auto0.0009136");
    assertThat(setting("Packing")).containsText("autoyes");
    assertThat(page.locator("dl.facts")).containsText("5e".repeat(32));
    assertThat(page.locator("dl.facts a")).hasAttribute("href", "/files/" + file + "/content");
    client.delete("/v1/files/" + file);
    page.reload();
    assertThat(page.locator("dl.facts")).containsText(file + ", which is deleted");
    page.locator("#again").click();
    assertThat(page.getByLabel("Epochs")).hasValue("4");
    assertThat(page.getByLabel("Batch size")).hasValue("");
    assertThat(page.getByLabel("LoRA rank")).hasValue("16");
  }

  @Test
  void theTrainersLogIsReadWhileItGrows() throws IOException {
    String id = newJob("log");
    go("/jobs/" + id);
    page.getByText("The trainer's log").click();
    assertThat(page.locator("#log")).hasText("No trainer has begun yet.");

    Path log = Files.createDirectories(folder.resolve("runs").resolve(id)).resolve("trainer.log");
    Files.writeString(log, "first " + HOSTILE + "\n");
    assertThat(page.locator("#log")).containsText("first " + HOSTILE);
    Files.writeString(log, "second\n", StandardOpenOption.APPEND);
    assertThat(page.locator("#log")).containsText("second");
  }

  @Test
  void anUploadGoesOnWhereItWasWhenThePageIsLoadedAgain() throws IOException {
    Path large = folder.resolve("large.jsonl");
    Files.writeString(large, EXAMPLE.repeat(20_000_000 / EXAMPLE.length())); // two parts
    List<String> asked = new CopyOnWriteArrayList<>();
    Consumer<Request> listener =
        request -> asked.add(request.method() + " " + request.url().replaceAll(".*/v1/", ""));
    page.onRequest(listener);
    go("/jobs/new");
    AtomicInteger parts = new AtomicInteger();
    page.route(
        "**/parts",
        route -> {
          if (parts.incrementAndGet() == 1) {
            route.resume();
          } // The second never arrives.
        });
    page.locator("#upload").setInputFiles(large);
    assertThat(page.locator("#upload-said")).containsText("large.jsonl: 8");

    page.unrouteAll();
    go("/jobs/new");
    page.locator("#upload").setInputFiles(large);
    assertThat(page.locator("#upload-said")).containsText("is uploaded and chosen");
    page.offRequest(listener);
    assertThat(asked).filteredOn("POST uploads"::equals).hasSize(1);
    assertThat(asked).filteredOn(it -> it.endsWith("/parts")).hasSize(3);
  }

  @Test
  void twoModelsAnswerSideBySide() {
    go("/playground?left=base");
    page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true)).fill("3");
    Response loaded =
        page.waitForResponse(
            "**/models/base/load",
            () -> page.getByRole(AriaRole.BUTTON, named("Ask both")).click());
    assertThat(loaded.status()).isEqualTo(200);

    for (String side : List.of("left", "right")) {
      Locator answer = page.locator("[data-side=" + side + "] .chat");
      assertThat(answer).containsText("part 2");
    }
    browser.look("playground");
  }

  @Test
  void aFileOfExamplesGoesThroughBothAndShowsWhatDiffers() {
    go("/playground?left=base");
    page.locator("#held-out")
        .setInputFiles(
            new FilePayload(
                "held-out.jsonl",
                "application/jsonl",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"2\"},{\"role\":\"assistant\",\"content\":\"part 9\"}]}\n"
                    .getBytes(StandardCharsets.UTF_8)));

    assertThat(page.locator("#many-said")).containsText("1 of 1: exactly right left 0, right 0");
    assertThat(page.locator("#many tbody del").first()).isVisible();
    assertThat(page.locator("#many tbody ins").first()).isVisible();
    browser.look("held-out");
  }

  @Test
  void aModelIsExportedAndTakenFromTheHubOrThePageSaysWhyNot() {
    String id = newJob("tuned");
    platform.addTuned("pages" + projects, id, "ft:base:pages" + projects, folder);
    go("/models");
    page.getByRole(AriaRole.BUTTON, named("Export")).first().click();
    Locator form = page.locator("dialog[open] form");
    form.getByLabel("New folder on the server").fill("not absolute");
    form.getByRole(AriaRole.BUTTON, inside("Export")).click();
    assertThat(form.locator(".error")).isVisible();
    form.getByRole(AriaRole.BUTTON, inside("Close")).click();

    page.getByLabel("Model of the Hugging Face hub").fill("owner/..");
    page.getByRole(AriaRole.BUTTON, named("Take from the hub")).click();
    assertThat(page.locator("#pull .error")).containsText("repository");
    page.getByText("1", new Page.GetByTextOptions().setExact(true)).click();
    browser.look("models");
    page.getByRole(AriaRole.BUTTON, named("Remove")).first().click();
    assertThat(page.locator("dialog[open]")).containsText("These need it");
  }

  @Test
  void aNewKeyIsShownOnce() {
    go("/keys");
    page.getByPlaceholder("Name of the new key").fill("laptop");
    page.getByRole(AriaRole.BUTTON, named("Create a key")).click();
    Locator secret = page.locator("[data-made] code");
    assertThat(secret).containsText("sk-attune-");

    assertThat(client.withKey(secret.textContent()).get("/v1/models").status()).isEqualTo(200);
    browser.look("keys");
    go("/keys");
    assertThat(page.getByText("laptop").first()).isVisible();
    assertThat(page.content()).doesNotContain(client.key());
  }

  @Test
  void anEndpointIsAddedTestedAndDeleted() {
    go("/webhooks");
    page.getByPlaceholder("https://…").fill("https://receiver.example/hook");
    page.getByRole(AriaRole.BUTTON, named("Add an endpoint")).click();
    assertThat(page.locator("[data-made] code")).containsText("whsec_");
    go("/webhooks");
    page.getByRole(AriaRole.BUTTON, named("Send a test")).click();

    assertThat(page.locator("table")).containsText("queued");
    browser.look("webhooks");
    page.getByRole(AriaRole.BUTTON, named("Delete")).first().click();
    page.locator("dialog[open]").getByRole(AriaRole.BUTTON, inside("Delete")).click();
    assertThat(page.getByText("No endpoints yet")).isVisible();
  }

  @Test
  void whatClientsSayIsTextOnEveryPage() {
    client.upload(new Form().text("purpose", "fine-tune").file(HOSTILE.replace('/', '-'), EXAMPLE));
    client.post("/attune/v1/keys", "{\"name\":%s}".formatted(quoted(HOSTILE)));
    String file = client.get("/v1/files").json().path("data").path(0).path("id").stringValue();
    Answer made =
        client.post(
            "/v1/fine_tuning/jobs",
            "{\"model\":\"base\",\"training_file\":\"%s\",\"suffix\":\"a<b>\",\"metadata\":{\"k\":%s}}"
                .formatted(file, quoted(HOSTILE)));
    String id = made.json().path("id").stringValue();
    apply(
        id,
        job ->
            job.to(
                new JobState.Failed(Instant.now(), new JobError("bad", HOSTILE, "training_file"))));

    for (String path :
        List.of(
            "/jobs",
            "/jobs/" + id,
            "/jobs/new?from=" + id,
            "/playground",
            "/files",
            "/models",
            "/keys",
            "/webhooks",
            "/system",
            "/jobs?q=" + encoded(HOSTILE),
            "/playground?left=" + encoded(HOSTILE),
            "/sign-in?next=" + encoded(HOSTILE),
            "/jobs/" + encoded(HOSTILE.replace("/", "")))) {
      go(path);
      page.waitForTimeout(150);
      assertThat(page.locator("main img, main script[src='x']").count()).as(path).isZero();
    }
    browser.assertNothingWasRefused();
  }

  @Test
  void everyPageIsLightAndAccessible() {
    String id = newJob("axe");
    metrics(id, 20, 40);
    List<String> complaints = new ArrayList<>();
    for (String path :
        List.of(
            "/jobs",
            "/jobs/" + id,
            "/jobs/new",
            "/playground",
            "/files",
            "/models",
            "/keys",
            "/webhooks",
            "/system")) {
      go(path);
      page.waitForTimeout(300);
      assertThat(weight()).as("bytes of " + path).isBetween(10_000, 200_000);
      for (Rule rule : new AxeBuilder(page).analyze().getViolations()) {
        if (List.of("serious", "critical").contains(rule.getImpact())) {
          complaints.add(path + ": " + rule.getId() + ": " + rule.getNodes().getFirst().getHtml());
        }
      }
      browser.look(
          path.startsWith("/jobs/ftjob") ? "job-running" : path.substring(1).replace('/', '-'));
    }
    assertThat(complaints).isEmpty();
  }

  private static void go(String path) {
    page.navigate("http://127.0.0.1:%d%s".formatted(platform.port(), path));
  }

  /** Bytes of the page and all that it loads, whether the browser has them already or not. */
  private static int weight() {
    Object bytes =
        page.evaluate(
            "['navigation', 'resource'].flatMap((type) => performance.getEntriesByType(type)).reduce((sum, each) => sum + each.decodedBodySize, 0)");
    return ((Number) bytes).intValue();
  }

  private static Locator setting(String name) {
    return page.locator(".settings tr")
        .filter(
            new Locator.FilterOptions()
                .setHas(page.getByRole(AriaRole.ROWHEADER, named(name).setExact(true))));
  }

  private static Locator row(String id) {
    return page.locator("#rows tbody tr").filter(new Locator.FilterOptions().setHasText(id));
  }

  private String newJob(String suffix) {
    return FakeRun.newJob(client, suffix);
  }

  private static void metrics(String id, int steps, int total) {
    FakeRun.begin(platform, id);
    FakeRun.steps(platform, id, 1, steps, total);
  }

  private static void apply(String id, UnaryOperator<Job> change) {
    FakeRun.apply(platform, id, change);
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Locator.GetByRoleOptions inside(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
