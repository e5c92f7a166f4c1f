package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.server.Sample.Asked;
import dev.attune.server.gate.PagePaths;
import dev.attune.server.hub.FakeHub;
import dev.attune.wire.json.WireJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * Objects of one organization asked for by another one, and by another project of the same: every
 * route answers byte for byte as if they did not exist, and does nothing.
 */
@SuppressWarnings("NullAway.Init")
final class ForeignObjectsTest {
  private static final Pattern VARIABLE = Pattern.compile("\\{[a-z]+}");
  private static final String NAMED = "{\"name\":\"a\"}";

  /** How each variable of a path comes by an object, given the path before it. */
  private static final Map<String, UnaryOperator<String>> OBJECTS =
      Map.ofEntries(
          Map.entry("/v1/files/{id}", _ -> file()),
          Map.entry("/v1/uploads/{id}", _ -> upload()),
          Map.entry("/v1/fine_tuning/jobs/{id}", _ -> job()),
          Map.entry("/v1/models/{model}", _ -> tuned()),
          Map.entry("/attune/v1/models/{model}", _ -> tuned()),
          Map.entry("/v1/fine_tuning/checkpoints/{checkpoint}", _ -> tuned()),
          Map.entry(
              "/v1/fine_tuning/checkpoints/{checkpoint}/permissions/{id}",
              ForeignObjectsTest::permission),
          Map.entry("/v1/organization/projects/{id}", ForeignObjectsTest::made),
          Map.entry("/v1/organization/projects/{project}", ForeignObjectsTest::made),
          Map.entry("/v1/organization/projects/{project}/api_keys/{id}", ForeignObjectsTest::keyIn),
          Map.entry(
              "/v1/organization/projects/{project}/service_accounts/{id}",
              ForeignObjectsTest::made),
          Map.entry("/v1/organization/admin_api_keys/{id}", ForeignObjectsTest::made),
          Map.entry("/attune/v1/keys/{id}", _ -> key()),
          Map.entry("/attune/v1/webhooks/{id}", _ -> webhook()));

  @TempDir private static Path folder;
  private static final FakeHub HUB = new FakeHub();
  private static QuietPlatform platform;
  private static Samples samples;
  private static Stored stored;
  private static Client owner;
  private static Client sister;
  private static Client stranger;
  private static Client admin;
  private static Client otherAdmin;

  @BeforeAll
  static void start() {
    platform =
        new QuietPlatform(
            folder, InstantSource.system(), "--hub-endpoint", HUB.endpoint().toString());
    samples = new Samples(platform, folder);
    stored = new Stored(folder);
    owner = platform.newProject("owner");
    sister = platform.newProjectOf("owner", "sister");
    stranger = platform.newProject("stranger");
    admin = platform.admin("owner");
    otherAdmin = platform.admin("stranger");
  }

  @AfterAll
  static void stop() {
    stored.close();
    platform.close();
    HUB.close();
  }

  /** Such as {@code GET /v1/files/{id}}: all that Spring knows and that name an object. */
  static Set<String> routes() {
    Set<String> routes = new TreeSet<>();
    platform
        .routes()
        .keySet()
        .forEach(info ->
            info.getPatternValues()
                .forEach(path ->
                    info.getMethodsCondition()
                        .getMethods()
                        .forEach(method -> routes.add(method + " " + path))));
    routes.removeIf(route -> !VARIABLE.matcher(route).find());
    routes.removeIf(route -> PagePaths.isPage(route.split(" ", 2)[1])); // PageRoutesTest
    return routes;
  }

  @ParameterizedTest
  @MethodSource("routes")
  void anObjectOfOthersIsAsGoodAsNone(String route) {
    String pattern = route.split(" ", 2)[1];
    List<String> ids = new ArrayList<>();
    String real = fill(pattern, ids);
    String missing = without(real, ids);
    String body = body(route);
    String before = stored.now();

    for (Client foreigner :
        isOfOrganization(route) ? List.of(otherAdmin) : List.of(sister, stranger)) {
      Answer foreign = send(foreigner, route, real, body);
      Answer none = send(foreigner, route, missing, body);

      assertThat(foreign.status()).as(foreign.body()).isEqualTo(404);
      assertThat(foreign.body()).isEqualTo(withIds(none.body(), ids));
    }
    assertThat(stored.now()).isEqualTo(before);
    // The control: who owns it does not hear that.
    assertThat(send(isOfOrganization(route) ? admin : owner, route, real, body).status())
        .isNotEqualTo(404);
  }

  /** Routes that name an object inside of another. */
  static Stream<String> nestedRoutes() {
    return routes().stream().filter(route -> VARIABLE.matcher(route).results().count() == 2);
  }

  @ParameterizedTest
  @MethodSource("nestedRoutes")
  void anObjectIsNotFoundInsideOfAnother(String route) {
    String pattern = route.split(" ", 2)[1];
    List<String> ids = new ArrayList<>();
    String theirs = fill(pattern, ids);
    List<String> others = new ArrayList<>();
    String ours = fill(pattern, others).replace(others.getLast(), ids.getLast());
    String before = stored.now();

    Answer foreign = send(admin, route, ours, "");
    Answer none = send(admin, route, ours.replace(ids.getLast(), none(ids.getLast())), "");

    assertThat(foreign.status()).as(foreign.body()).isEqualTo(404);
    assertThat(foreign.body()).isEqualTo(withIds(none.body(), ids));
    assertThat(stored.now()).isEqualTo(before);
    assertThat(send(admin, route, theirs, "").status()).isEqualTo(200);
  }

  static List<Sample> samples() {
    return samples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anObjectOfOthersInABodyIsAsGoodAsNone(Sample sample) {
    String project = made("/v1/organization/projects");
    Asked asked = sample.fresh();
    for (String id : List.of(file(), tuned(), project)) {
      for (Spoil text : texts(sample, asked.body())) {
        Answer none = ask(asked, text, none(id));
        if (none.status() >= 400) {
          String before = stored.now();
          Answer foreign = ask(asked, text, id);
          assertThat(foreign.status())
              .as("%s: %s", text.path(), foreign.body())
              .isEqualTo(none.status());
          assertThat(foreign.body()).isEqualTo(withIds(none.body(), List.of(id)));
          assertThat(stored.now()).isEqualTo(before);
        } else {
          asked = sample.fresh();
        }
      }
    }
  }

  @Test
  void noListShowsWhatIsOfOthers() {
    List<String> theirs = new ArrayList<>();
    OBJECTS.keySet().forEach(pattern -> fill(pattern, theirs));
    Set<String> lists = new TreeSet<>();
    platform.routes().keySet().stream()
        .filter(info -> info.getMethodsCondition().getMethods().contains(RequestMethod.GET))
        .forEach(info -> lists.addAll(info.getPatternValues()));
    lists.removeIf(path -> VARIABLE.matcher(path).find() || PagePaths.isPage(path));

    int shown = 0;
    for (String list : lists) {
      for (Client foreigner : List.of(sister, stranger, otherAdmin)) {
        assertThat(foreigner.get(list).body()).as(list).doesNotContain(theirs);
      }
      String own = owner.get(list).body() + admin.get(list).body();
      shown += theirs.stream().anyMatch(own::contains) ? 1 : 0;
    }
    assertThat(shown).isEqualTo(7); // the control: the owner's lists have them
  }

  private static List<Spoil> texts(Sample sample, String body) {
    return sample.spoils(body).stream()
        .filter(spoil -> "\"x\"".equals(spoil.token()))
        .filter(spoil -> WireJson.mapper().readTree(body).at(spoil.place()).isString())
        .toList();
  }

  private static Answer ask(Asked asked, Spoil text, String id) {
    Spoil with = new Spoil(text.path(), text.place(), "\"" + id + "\"", text.expected());
    return asked.client().post(asked.path(), with.of(asked.body()));
  }

  /** The path with an object of the owner's for each variable. */
  private static String fill(String pattern, List<String> ids) {
    StringBuilder path = new StringBuilder();
    Matcher variable = VARIABLE.matcher(pattern);
    int end = 0;
    while (variable.find()) {
      path.append(pattern, end, variable.start());
      end = variable.end();
      UnaryOperator<String> object = OBJECTS.get(pattern.substring(0, end));
      String parent = path.substring(0, path.length() - 1);
      ids.add(
          Objects.requireNonNull(object, "No object for " + pattern.substring(0, end))
              .apply(parent));
      path.append(ids.getLast());
    }
    return path.append(pattern.substring(end)).toString();
  }

  private static String without(String path, List<String> ids) {
    String missing = path;
    for (String id : ids) {
      missing = missing.replace(id, none(id));
    }
    return missing;
  }

  private static String withIds(String body, List<String> ids) {
    String real = body;
    for (String id : ids) {
      real = real.replace(none(id), id);
    }
    return real;
  }

  /** An id of the same form that nobody has. */
  private static String none(String id) {
    return id.substring(0, id.length() - 4) + "None";
  }

  private static String body(String route) {
    return samples.all().stream()
        .filter(sample -> sample.route().equals(route))
        .findFirst()
        .map(sample -> sample.fresh().body())
        .orElse("");
  }

  private static Answer send(Client client, String route, String path, String body) {
    for (FormSample sample : samples.forms()) {
      if (sample.route().equals(route)) {
        return client.send(
            client
                .request(path)
                .header("Content-Type", sample.form().contentType())
                .POST(BodyPublishers.ofByteArray(sample.form().bytes())));
      }
    }
    return client.send(route.split(" ", 2)[0], path, body);
  }

  private static boolean isOfOrganization(String route) {
    return route.contains("/v1/organization/") || route.contains("/permissions");
  }

  private static String file() {
    return id(owner.upload("fine-tune", "{\"messages\":[]}\n"));
  }

  private static String upload() {
    String body = "{\"filename\":\"f\",\"purpose\":\"vision\",\"bytes\":2,\"mime_type\":\"t\"}";
    return id(owner.post("/v1/uploads", body));
  }

  private static String job() {
    String body = "{\"model\":\"base\",\"training_file\":\"%s\"}".formatted(file());
    return id(owner.post("/v1/fine_tuning/jobs", body));
  }

  private static String tuned() {
    String job = job();
    String name = "ft:base:owner::" + job.substring(job.length() - 8);
    platform.addTuned("owner", job, name, folder.resolve(job));
    return name;
  }

  private static String permission(String path) {
    Answer created = admin.post(path, "{\"project_ids\":[\"proj_owner\"]}");
    return created.json().path("data").path(0).path("id").stringValue();
  }

  private static String keyIn(String path) {
    String accounts = path.replace("/api_keys", "/service_accounts");
    return admin.post(accounts, NAMED).json().path("api_key").path("id").stringValue();
  }

  private static String key() {
    return id(owner.post("/attune/v1/keys", NAMED));
  }

  private static String webhook() {
    return id(owner.post("/attune/v1/webhooks", "{\"url\":\"https://a.example/\"}"));
  }

  private static String made(String path) {
    return id(admin.post(path, NAMED));
  }

  private static String id(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().path("id").stringValue();
  }
}
