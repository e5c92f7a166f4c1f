package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.server.gate.PagePaths;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route that there is, told from Spring's own table: none but one is open without a key. */
@SuppressWarnings("NullAway.Init")
final class RoutesTest {
  private static final String OPEN = "GET /healthz";
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  @TempDir private static Path data;
  private static TestServer server;
  private static Client client;
  private static Client admin;

  @BeforeAll
  static void start() {
    server = TestServer.start(data);
    client = server.client();
    admin = server.admin();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Such as {@code GET /v1/files/x}. */
  static Set<String> routes() {
    Map<RequestMappingInfo, HandlerMethod> table =
        server
            .server()
            .http()
            .routes()
            .getBean(RequestMappingHandlerMapping.class)
            .getHandlerMethods();
    Set<String> routes = new TreeSet<>();
    for (RequestMappingInfo info : table.keySet()) {
      for (String path : info.getPatternValues()) {
        if (PagePaths.isPage(path)) {
          continue; // PageRoutesTest
        }
        info.getMethodsCondition()
            .getMethods()
            .forEach(method -> routes.add(method + " " + path.replaceAll("\\{[a-z]+}", "x")));
      }
    }
    return routes;
  }

  static Stream<String> closedRoutes() {
    return routes().stream().filter(route -> !route.equals(OPEN));
  }

  @Test
  void theseAreAllRoutes() {
    assertThat(routes())
        .containsExactlyInAnyOrder(
            "GET /healthz",
            "POST /v1/files",
            "GET /v1/files",
            "GET /v1/files/x",
            "DELETE /v1/files/x",
            "GET /v1/files/x/content",
            "POST /v1/uploads",
            "POST /v1/uploads/x/parts",
            "POST /v1/uploads/x/complete",
            "POST /v1/uploads/x/cancel",
            "POST /v1/fine_tuning/jobs",
            "GET /v1/fine_tuning/jobs",
            "GET /v1/fine_tuning/jobs/x",
            "POST /v1/fine_tuning/jobs/x/cancel",
            "POST /v1/fine_tuning/jobs/x/pause",
            "POST /v1/fine_tuning/jobs/x/resume",
            "GET /v1/fine_tuning/jobs/x/events",
            "GET /v1/fine_tuning/jobs/x/checkpoints",
            "POST /v1/fine_tuning/alpha/graders/validate",
            "GET /v1/models",
            "GET /v1/models/x",
            "DELETE /v1/models/x",
            "POST /v1/chat/completions",
            "POST /attune/v1/models",
            "POST /attune/v1/models/pull",
            "POST /attune/v1/models/x/export",
            "POST /attune/v1/models/x/load",
            "POST /attune/v1/estimate/fine_tuning/jobs",
            "POST /attune/v1/check/fine_tuning/jobs",
            "POST /v1/fine_tuning/checkpoints/x/permissions",
            "GET /v1/fine_tuning/checkpoints/x/permissions",
            "DELETE /v1/fine_tuning/checkpoints/x/permissions/x",
            "POST /v1/organization/projects",
            "GET /v1/organization/projects",
            "GET /v1/organization/projects/x",
            "POST /v1/organization/projects/x",
            "POST /v1/organization/projects/x/archive",
            "GET /v1/organization/projects/x/api_keys",
            "GET /v1/organization/projects/x/api_keys/x",
            "DELETE /v1/organization/projects/x/api_keys/x",
            "POST /v1/organization/projects/x/service_accounts",
            "GET /v1/organization/projects/x/service_accounts",
            "GET /v1/organization/projects/x/service_accounts/x",
            "DELETE /v1/organization/projects/x/service_accounts/x",
            "POST /v1/organization/admin_api_keys",
            "GET /v1/organization/admin_api_keys",
            "GET /v1/organization/admin_api_keys/x",
            "DELETE /v1/organization/admin_api_keys/x",
            "GET /v1/organization/usage/completions",
            "GET /attune/v1/organization/usage/fine_tuning",
            "POST /attune/v1/keys",
            "GET /attune/v1/keys",
            "DELETE /attune/v1/keys/x",
            "POST /attune/v1/webhooks",
            "GET /attune/v1/webhooks",
            "DELETE /attune/v1/webhooks/x",
            "POST /attune/v1/webhooks/x/test",
            "GET /attune/v1/webhooks/x/deliveries");
  }

  @ParameterizedTest
  @MethodSource("closedRoutes")
  void aRouteIsClosedToWhoeverHasNoGoodKey(String route) {
    Answer created = client.post("/attune/v1/keys", "{\"name\":\"short-lived\"}");
    String revoked = created.json().path("key").stringValue();
    client.delete("/attune/v1/keys/" + created.json().path("id").stringValue());
    String path = route.split(" ", 2)[1];

    for (String key : List.of("", "sk-attune-wrong", revoked)) {
      Client nobody = client.withKey(key);
      String refusal = nobody.get("/v1/foo").body();
      for (String method : METHODS) {
        Answer answer = nobody.send(method, path, "");

        assertThat(answer.status()).as("%s %s with '%s'", method, path, key).isEqualTo(401);
        assertThat(answer.body()).isEqualTo(method.equals("HEAD") ? "" : refusal);
      }
    }
  }

  @Test
  void whoeverHasNoGoodKeyHearsWhatOpenAiSays() {
    Answer none = client.withKey("").get("/v1/foo");
    Answer wrong = client.withKey("sk-attune-wrong").get("/v1/foo");

    assertThat(none.message())
        .startsWith("You didn't provide an API key. You need to provide your");
    assertThat(none.code()).isEmpty();
    assertThat(wrong.message()).startsWith("Incorrect API key provided: *");
    assertThat(wrong.code()).isEqualTo("invalid_api_key");
  }

  /** Only an admin key opens these. */
  private static boolean isOfOrganization(String route) {
    return route.contains("/v1/organization/") || route.contains("/permissions");
  }

  private static Client keyed(String route) {
    return isOfOrganization(route) ? admin : client;
  }

  @ParameterizedTest
  @MethodSource("closedRoutes")
  void aKeyOfTheOtherKindIsOfNoUse(String route) {
    String[] parts = route.split(" ", 2);
    Client other = isOfOrganization(route) ? client : admin;

    assertThat(other.send(parts[0], parts[1], "{}").status()).as(route).isEqualTo(403);
  }

  /** The control of the tests above: the key is what makes the difference. */
  @ParameterizedTest
  @MethodSource("closedRoutes")
  void aRouteIsOpenToAGoodKey(String route) {
    String[] parts = route.split(" ", 2);

    assertThat(keyed(route).send(parts[0], parts[1], "").status()).isNotIn(401, 403);
  }

  @ParameterizedTest
  @MethodSource("closedRoutes")
  void anotherSpellingOfARouteIsNoWayIn(String route) {
    String method = route.split(" ", 2)[0];

    for (String path : spellings(route.split(" ", 2)[1])) {
      Answer closed =
          client.withKey("nobody").raw(client.withKey("nobody").head(method + " " + path));
      Client keyed = keyed(route);
      Answer open = keyed.raw(keyed.head(method + " " + path));

      assertThat(closed.status()).as("%s without a key", path).isIn(400, 401);
      assertThat(open.status()).as("%s with a key", path).isIn(400, 404);
    }
  }

  @Test
  void anotherSpellingOfTheOpenRouteIsClosed() {
    List<String> spellings = new ArrayList<>(spellings("/healthz"));
    spellings.addAll(List.of("/healthz?x", "/healthz/x", "/x/../healthz", "/healthz%20"));
    spellings.remove("/healthz?x");
    Client nobody = client.withKey("nobody");

    for (String path : spellings) {
      assertThat(nobody.raw(nobody.head("GET " + path)).status()).as(path).isIn(400, 401);
    }
    assertThat(nobody.raw(nobody.head("GET /healthz?x")).status()).isEqualTo(200);
  }

  @Test
  void whatIsNoRouteIsAnInvalidUrl() {
    for (String method : METHODS) {
      Answer answer = client.send(method, "/v1/foo", "");

      assertThat(answer.status()).isEqualTo(404);
      if (!method.equals("HEAD")) {
        assertThat(answer.message()).isEqualTo("Invalid URL (%s /v1/foo)".formatted(method));
      }
    }
    assertThat(client.send("PUT", "/v1/models", "").message())
        .isEqualTo("Invalid URL (PUT /v1/models)");
    assertThat(client.post("/v1/models", "{}").message())
        .isEqualTo("Invalid URL (POST /v1/models)");
  }

  @Test
  void everyAnswerHasItsIdAndTheHeadersOfTheService() {
    for (Answer answer : List.of(client.get("/v1/models"), client.get("/v1/foo"))) {
      assertThat(answer.header("x-request-id")).matches("req_[0-9a-f]{32}");
      assertThat(answer.header("openai-version")).isEqualTo("2020-10-01");
      assertThat(answer.header("openai-organization")).isEqualTo("personal");
      assertThat(answer.header("openai-processing-ms")).matches("\\d+");
      assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
      assertThat(answer.header("content-type")).isEqualTo("application/json");
    }
  }

  @Test
  void noTypeThatIsAskedForIsRefused() {
    for (String type : List.of("application/binary", "text/html", "image/*;q=0", "nonsense", "")) {
      assertThat(client.send(client.request("/v1/models").header("Accept", type)).status())
          .as(type)
          .isEqualTo(200);
    }
  }

  @Test
  void headSaysWhatGetWouldWithoutABody() {
    Answer get = client.get("/v1/models");
    Answer head = client.send("HEAD", "/v1/models", "");

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.header("content-length")).isEqualTo(get.header("content-length"));
  }

  @Test
  void aKeyMayHaveSpacesAndTheSchemeAnyCase() {
    assertThat(client.withKey("My API Key").get("/v1/models").message())
        .contains("Incorrect API key provided: **********");
    Client bare = client.withKey("");
    String key = server.server().firstKey().orElseThrow().secret();
    assertThat(
            bare.send(bare.request("/v1/models").header("Authorization", "bearer " + key)).status())
        .isEqualTo(200);
    assertThat(
            bare.send(bare.request("/v1/models").header("Authorization", "Basic " + key)).message())
        .startsWith("You didn't provide an API key.");
  }

  @Test
  void whoeverIsRefusedAnUploadHearsWhy() {
    byte[] large = new byte[8 << 20];

    Answer answer =
        client
            .withKey("nobody")
            .send(
                client
                    .withKey("nobody")
                    .request("/v1/files")
                    .POST(BodyPublishers.ofByteArray(large)));

    assertThat(answer.status()).isEqualTo(401);
  }

  private static List<String> spellings(String path) {
    int last = path.lastIndexOf('/') + 1;
    return List.of(
        path + "/",
        path + ";x",
        path + ";x=/healthz",
        "/" + path,
        path.substring(0, last) + "/" + path.substring(last),
        path.substring(0, last) + "./" + path.substring(last),
        path.substring(0, last) + "%2e/" + path.substring(last),
        path.substring(0, last) + "x/../" + path.substring(last),
        path.substring(0, last) + "x/%2e%2e/" + path.substring(last),
        path.toUpperCase(java.util.Locale.ROOT),
        path.replaceFirst("/", "\\\\"),
        path + "%00",
        path + "%2f",
        "/healthz/.." + path,
        "/healthz;" + path,
        "/healthz%2f.." + path);
  }
}
