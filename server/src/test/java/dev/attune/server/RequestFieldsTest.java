package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.server.Sample.Asked;
import dev.attune.server.Spoil.Expected;
import dev.attune.server.gate.PagePaths;
import dev.attune.server.hub.FakeHub;
import dev.attune.server.web.JsonBody;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;

/**
 * Every field of every body that a route takes, wrong in every way: the answer is one of the 400s
 * and names the field, and nothing is stored.
 */
@SuppressWarnings("NullAway.Init")
final class RequestFieldsTest {
  @TempDir private static Path folder;
  private static final FakeHub HUB = new FakeHub();
  private static QuietPlatform platform;
  private static Samples samples;
  private static Stored stored;

  @BeforeAll
  static void start() {
    platform =
        new QuietPlatform(
            folder, InstantSource.system(), "--hub-endpoint", HUB.endpoint().toString());
    samples = new Samples(platform, folder);
    stored = new Stored(folder);
  }

  @AfterAll
  static void stop() {
    stored.close();
    platform.close();
    HUB.close();
  }

  static List<Sample> samples() {
    return samples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSampleIsTaken(Sample sample) {
    Answer answer = ask(sample.fresh());

    if (sample.refusedFor() == null) {
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    } else {
      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
      assertThat(answer.param()).isEqualTo(sample.refusedFor());
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSpoiledFieldIsRefusedByItsNameAndNothingIsStored(Sample sample) {
    assertThat(complaints(sample)).isEmpty();
  }

  private static List<String> complaints(Sample sample) {
    List<String> complaints = new ArrayList<>();
    Asked asked = sample.fresh();
    String before = stored.now();
    for (Spoil spoil : sample.spoils(asked.body())) {
      Answer answer = ask(new Asked(asked.client(), asked.path(), spoil.of(asked.body())));
      complaint(sample, spoil, answer, before.equals(stored.now()))
          .map(what -> "%s: %s: %d %s".formatted(spoil, what, answer.status(), answer.body()))
          .ifPresent(complaints::add);
      if (answer.status() < 400) {
        asked = sample.fresh();
        before = stored.now();
      }
    }
    return complaints;
  }

  private static Optional<String> complaint(
      Sample sample, Spoil spoil, Answer answer, boolean nothingStored) {
    if (answer.status() >= 500) {
      return Optional.of("it broke the server");
    }
    if (answer.status() < 400) {
      return Optional.of("it was taken").filter(_ -> spoil.expected() == Expected.REFUSED);
    }
    if (spoil.expected() == Expected.TAKEN) {
      return Optional.of("it was refused");
    }
    if (!sample.isOf(spoil, answer.param())) {
      return Optional.of("another field was named");
    }
    return Optional.of("something was stored").filter(_ -> !nothingStored);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsNoObjectIsRefusedAndNothingIsStored(Sample sample) {
    Asked asked = sample.fresh();
    String before = stored.now();
    for (String body : List.of("", "null", "[]", "5", "\"x\"", "{", "NaN", "{}x")) {
      assertThat(asked.client().post(asked.path(), body).status()).as(body).isEqualTo(400);
    }
    assertThat(stored.now()).isEqualTo(before);
  }

  static List<FormSample> forms() {
    return samples.forms();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aSpoiledPartOfAFormIsRefusedByItsNameAndNothingIsStored(FormSample sample) {
    assertThat(samples.send(sample, sample.form()).status()).isEqualTo(200);
    for (FormSample.Spoiled spoiled : sample.spoiled()) {
      String before = stored.now();

      Answer answer = samples.send(sample, spoiled.form());

      assertThat(answer.status()).as("%s: %s", spoiled, answer.body()).isBetween(400, 499);
      assertThat(answer.param()).as("%s: %s", spoiled, answer.body()).isEqualTo(spoiled.part());
      assertThat(stored.now()).as("%s: %s", spoiled, answer.body()).isEqualTo(before);
    }
  }

  private static Answer ask(Asked asked) {
    return asked.client().post(asked.path(), asked.body());
  }

  /** The control of the tests above: a route that takes whatever comes is found out. */
  @Test
  void aRouteThatReadsNothingIsFoundOut() {
    Client client = platform.newProject("careless");
    String webhook =
        client
            .post("/attune/v1/webhooks", "{\"url\":\"https://a.example/\"}")
            .json()
            .path("id")
            .stringValue();
    String path = "/attune/v1/webhooks/" + webhook + "/test"; // which has no body, or any
    Sample careless = Sample.of("POST " + path, () -> new Asked(client, path, "{\"name\":\"a\"}"));

    assertThat(complaints(careless.required("name")))
        .anyMatch(it -> it.startsWith("name = missing: it was taken"))
        .anyMatch(it -> it.startsWith("name = NaN: it was taken"))
        .anyMatch(it -> it.startsWith("unknwon = 1: it was taken"));
  }

  /** The control of the tests above: what is stored is seen, be it a row or a file. */
  @Test
  void whatIsStoredIsSeen() {
    String before = stored.now();
    Client client = platform.newProject("storing");
    String after = stored.now();
    client.upload("user_data", "some bytes");

    assertThat(List.of(before, after, stored.now())).doesNotHaveDuplicates();
  }

  @Test
  void noRouteWithABodyIsLeftOut() {
    Set<String> sampled = new TreeSet<>();
    samples().forEach(sample -> sampled.add(sample.route()));
    forms().forEach(sample -> sampled.add(sample.route()));

    assertThat(sampled).isEqualTo(routesWithABody());
  }

  private static Set<String> routesWithABody() {
    Set<String> routes = new TreeSet<>();
    platform
        .routes()
        .forEach((info, handler) -> {
          if (info.getMethodsCondition().getMethods().contains(RequestMethod.POST)
              && readsABody(handler)) {
            info.getPatternValues().stream()
                .filter(path -> !PagePaths.isPage(path))
                .forEach(path -> routes.add("POST " + path));
          }
        });
    return routes;
  }

  private static boolean readsABody(HandlerMethod handler) {
    return Arrays.stream(handler.getMethodParameters())
        .anyMatch(it ->
            it.getParameterType() == JsonBody.class
                || it.getParameterType() == HttpServletRequest.class);
  }
}
