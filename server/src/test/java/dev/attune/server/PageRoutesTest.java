package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.server.gate.PagePaths;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every page that there is, told from Spring's own table: who may see it, and who may change it.
 */
@SuppressWarnings("NullAway.Init")
final class PageRoutesTest {
  private static final Pattern TOKEN = Pattern.compile("name=\"form-token\" content=\"(\\w+)\"");
  private static final Set<String> OPEN = Set.of("GET /sign-in", "POST /sign-in", "GET /assets/x");

  @TempDir private static Path folder;
  private static QuietPlatform platform;
  private static Client owner;
  private static Client stranger;

  @BeforeAll
  static void start() {
    platform = new QuietPlatform(folder);
    owner = platform.newProject("owner");
    stranger = platform.newProject("stranger");
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  /** Such as {@code GET /jobs/x}. */
  static Set<String> pages() {
    Set<String> pages = new TreeSet<>();
    platform
        .routes()
        .keySet()
        .forEach(info ->
            info.getPatternValues().stream()
                .filter(PagePaths::isPage)
                .forEach(path ->
                    info.getMethodsCondition()
                        .getMethods()
                        .forEach(method ->
                            pages.add(
                                method
                                    + " "
                                    + path.replaceAll("\\{\\*path}", "v1/models")
                                        .replaceAll("\\{[a-z]+}", "x")))));
    return pages;
  }

  static Stream<String> closedPages() {
    return pages().stream().filter(page -> !OPEN.contains(page));
  }

  static Stream<String> pagesThatChangeSomething() {
    return closedPages().filter(page -> !page.startsWith("GET "));
  }

  @ParameterizedTest
  @MethodSource("closedPages")
  void whoeverIsNotSignedInIsSentToTheDoor(String page) {
    for (String cookie : Set.of("", "attune_session=wrong", "attune_session=" + owner.key())) {
      HttpResponse<String> answer = send(page, cookie, "", owner.key());

      assertThat(answer.statusCode()).as(page).isEqualTo(303);
      assertThat(answer.headers().firstValue("location").orElse("")).startsWith("/sign-in");
    }
  }

  @ParameterizedTest
  @MethodSource("closedPages")
  void whoeverIsSignedInIsLetIn(String page) {
    String cookie = signIn(owner);

    HttpResponse<String> answer = send(page, cookie, token(cookie), "");

    assertThat(answer.statusCode()).as(page).isNotIn(401, 403);
    assertThat(answer.headers().firstValue("location").orElse("/jobs"))
        .as(page)
        .doesNotStartWith(page.endsWith("/sign-out") ? "nowhere" : "/sign-in");
  }

  @ParameterizedTest
  @MethodSource("pagesThatChangeSomething")
  void aFormOfAnotherSiteChangesNothing(String page) {
    String cookie = signIn(owner);

    for (String token : Set.of("", "wrong", token(signIn(stranger)))) {
      HttpResponse<String> answer = send(page, cookie, token, "");

      assertThat(answer.statusCode()).as(page).isEqualTo(403);
      assertThat(answer.body())
          .contains("Load it again")
          .startsWith(page.contains("/session/") ? "{\"error\":" : "<!doctype html>");
    }
  }

  @Test
  void aCookieOpensNothingOfTheApi() {
    String cookie = signIn(owner);
    Client nobody = owner.withKey("");

    for (String path : Set.of("/v1/models", "/v1/files", "/attune/v1/keys")) {
      assertThat(nobody.send(nobody.request(path).header("Cookie", cookie)).status())
          .isEqualTo(401);
    }
  }

  @Test
  void aScriptOfAPageAsksTheApiAndNothingElse() {
    String cookie = signIn(owner);
    String token = token(cookie);

    assertThat(send("GET /session/v1/models", cookie, token, "").body()).startsWith("{\"object\":");
    assertThat(send("GET /session/v1/models", cookie, "", "").statusCode()).isEqualTo(403);
    assertThat(send("GET /session/healthz", cookie, token, "").statusCode()).isEqualTo(404);
    assertThat(send("GET /session/jobs", cookie, token, "").statusCode()).isEqualTo(404);
    assertThat(send("GET /session/v1/nothing", cookie, token, "").body())
        .contains("Invalid URL (GET /v1/nothing)");
    assertThat(send("GET /session/v1/organization/projects", cookie, token, "").statusCode())
        .as("of an admin key only")
        .isEqualTo(403);
  }

  @Test
  void anObjectOfOthersIsAsGoodAsNoneOnAPageToo() {
    String file = id(owner.upload("fine-tune", "{\"messages\":[]}\n"));
    String job =
        id(
            owner.post(
                "/v1/fine_tuning/jobs",
                "{\"model\":\"base\",\"training_file\":\"%s\"}".formatted(file)));
    String cookie = signIn(stranger);
    String token = token(cookie);

    for (String page :
        Set.of(
            "GET /jobs/ID",
            "GET /jobs/ID/status",
            "GET /jobs/ID/events",
            "GET /jobs/ID/facts",
            "GET /jobs/ID/log",
            "GET /jobs/ID/curves",
            "POST /jobs/ID/cancel",
            "POST /jobs/ID/pause",
            "GET /jobs/new?from=ID")) {
      assertLikeMissing(page, job, cookie, token);
    }
    for (String page : Set.of("GET /files/ID/content", "POST /files/ID/delete")) {
      assertLikeMissing(page, file, cookie, token);
    }
    assertThat(send("GET /jobs/" + job, signIn(owner), "", "").statusCode()).isEqualTo(200);
  }

  private static void assertLikeMissing(String page, String id, String cookie, String token) {
    String none = id.substring(0, id.length() - 4) + "None";
    HttpResponse<String> foreign = send(page.replace("ID", id), cookie, token, "");
    HttpResponse<String> missing = send(page.replace("ID", none), cookie, token, "");

    assertThat(foreign.statusCode()).as(page).isEqualTo(404);
    assertThat(foreign.body()).isEqualTo(missing.body().replace(none, id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/v1/models",
        "javascript:x"
      })
  void theDoorLeadsNowhereElse(String next) {
    HttpResponse<String> answer = door(owner.key(), next);

    assertThat(answer.headers().firstValue("location")).contains("/");
  }

  @Test
  void aSessionIsHeldByTheBrowserAloneAndEndsForGood() {
    HttpResponse<String> answer = door(owner.key(), "/jobs");
    String cookie = answer.headers().firstValue("set-cookie").orElseThrow();

    assertThat(cookie)
        .contains("HttpOnly", "SameSite=Strict", "Path=/")
        .doesNotContain(owner.key());
    String held = cookie.substring(0, cookie.indexOf(';'));
    send("POST /sign-out", held, token(held), "");
    assertThat(send("GET /jobs", held, "", "").statusCode()).isEqualTo(303);
  }

  @Test
  void aPageSaysWhatABrowserMayDoWithIt() {
    HttpResponse<String> answer = send("GET /jobs", signIn(owner), "", "");

    assertThat(answer.headers().firstValue("content-security-policy").orElse(""))
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
  }

  @Test
  void aPieceThatWouldChangeNothingIsEmpty() {
    String cookie = signIn(owner);
    HttpRequest.Builder request = owner.withKey("").request("/jobs").header("Cookie", cookie);
    HttpResponse<String> first =
        owner.exchange(request.header("HX-Request", "true"), BodyHandlers.ofString());
    String seen = first.headers().firstValue("x-seen").orElseThrow();

    assertThat(owner.exchange(request.header("x-seen", seen), BodyHandlers.ofString()).statusCode())
        .isEqualTo(204);
  }

  private static String signIn(Client client) {
    String cookie = door(client.key(), "/").headers().firstValue("set-cookie").orElseThrow();
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private static HttpResponse<String> door(String key, String next) {
    Client nobody = owner.withKey("");
    return owner.exchange(
        nobody
            .request("/sign-in")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "key=%s&next=%s"
                        .formatted(key, URLEncoder.encode(next, StandardCharsets.UTF_8)))),
        BodyHandlers.ofString());
  }

  private static String token(String cookie) {
    Matcher token = TOKEN.matcher(send("GET /jobs", cookie, "", "").body());
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  private static HttpResponse<String> send(String page, String cookie, String token, String key) {
    String[] parts = page.split(" ", 2);
    HttpRequest.Builder request =
        owner.withKey(key).request(parts[1]).method(parts[0], BodyPublishers.noBody());
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    if (!token.isEmpty()) {
      request.header("x-form-token", token);
    }
    return owner.exchange(request, BodyHandlers.ofString());
  }

  private static String id(Answer answer) {
    return answer.json().path("id").stringValue();
  }
}
