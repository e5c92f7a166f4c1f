package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What an organization used: every answer once, and nobody else's. */
@SuppressWarnings("NullAway.Init")
final class UsageTest {
  /** 2026-01-02T03:04:05Z. */
  private static final Instant NOW = Instant.ofEpochSecond(1_767_323_045);

  private static final String COMPLETIONS = "/v1/organization/usage/completions";
  private static final String JOBS = "/attune/v1/organization/usage/fine_tuning";

  @TempDir private static Path folder;
  private static QuietPlatform platform;
  private static int organizations;

  private String name;
  private Client member;
  private Client admin;

  @BeforeAll
  static void start() {
    platform = new QuietPlatform(folder, () -> NOW);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @BeforeEach
  void beNew() {
    name = "u" + ++organizations;
    member = platform.newProject(name);
    admin = platform.admin(name);
  }

  @Test
  void anAnswerIsCountedWithItsTokens() {
    chat(member, "hello", false);
    chat(member, "3", true);

    JsonNode page = admin.get(COMPLETIONS + "?start_time=1767322800&bucket_width=1m").json();

    assertThat(page.path("object").stringValue()).isEqualTo("page");
    assertThat(page.path("has_more").booleanValue()).isFalse();
    assertThat(page.path("next_page").isNull()).isTrue();
    JsonNode bucket = page.path("data").get(page.path("data").size() - 1);
    assertThat(bucket.path("object").stringValue()).isEqualTo("bucket");
    assertThat(bucket.path("start_time").longValue()).isEqualTo(1_767_323_040);
    assertThat(bucket.path("results").size()).isEqualTo(1);
    assertThat(bucket.path("results").get(0).toString())
        .isEqualTo(
            "{\"object\":\"organization.usage.completions.result\",\"input_tokens\":20,"
                + "\"output_tokens\":5,\"input_cached_tokens\":8,\"input_audio_tokens\":0,"
                + "\"output_audio_tokens\":0,\"num_model_requests\":2,\"project_id\":null,"
                + "\"user_id\":null,\"api_key_id\":null,\"model\":null,\"batch\":null,"
                + "\"service_tier\":null}");
    assertThat(page.path("data").get(0).path("results").isEmpty()).isTrue();
  }

  @Test
  void anAnswerThatNobodyHeardToItsEndIsCountedAsFarAsItCame() throws IOException {
    try (InputStream body =
        member
            .exchange(
                member
                    .request("/v1/chat/completions")
                    .POST(BodyPublishers.ofString(question("forever", true))),
                BodyHandlers.ofInputStream())
            .body()) {
      body.readNBytes(400);
    }

    await(() -> result("group_by=model").path("output_tokens").asLong(0) >= 3);
    assertThat(result("group_by=model").path("num_model_requests").longValue()).isEqualTo(1);
  }

  @Test
  void whatIsRefusedIsNotCounted() {
    chat(member, "refuse", false);
    member.post("/v1/chat/completions", "{\"model\":\"nobody\",\"messages\":[]}");

    assertThat(result("").isMissingNode()).isTrue();
  }

  @Test
  void countsAreToldApartByWhatIsAskedAndByNothingElse() {
    Client guest = platform.newProjectOf(name, "guest" + name);
    chat(member, "a", false);
    chat(guest, "b", false);
    chat(guest, "c", false);

    assertThat(result("").path("num_model_requests").longValue()).isEqualTo(3);
    JsonNode both =
        results("group_by[]=project_id&group_by[]=model&group_by=batch&group_by=service_tier");
    assertThat(both.size()).isEqualTo(2);
    assertThat(both.get(0).path("project_id").stringValue()).isEqualTo("proj_guest" + name);
    assertThat(both.get(0).path("num_model_requests").longValue()).isEqualTo(2);
    assertThat(both.get(0).path("model").stringValue()).isEqualTo("base");
    assertThat(both.get(0).path("batch").booleanValue(true)).isFalse();
    assertThat(both.get(0).path("service_tier").stringValue()).isEqualTo("default");
    assertThat(both.get(0).path("api_key_id").isNull()).isTrue();
    assertThat(result("project_ids=proj_" + name).path("num_model_requests").longValue())
        .isEqualTo(1);
    assertThat(result("models=base,other").path("num_model_requests").longValue()).isEqualTo(3);
    assertThat(result("models[]=other").isMissingNode()).isTrue();
    assertThat(result("batch=true").isMissingNode()).isTrue();
    assertThat(result("user_ids[]=user-1").isMissingNode()).isTrue();
    String key = results("group_by=api_key_id").get(0).path("api_key_id").stringValue();
    assertThat(result("api_key_ids=" + key).path("num_model_requests").longValue())
        .isBetween(1L, 2L);
  }

  @Test
  void anotherOrganizationSeesNothingOfIt() {
    chat(member, "a", false);
    platform.newProject("other" + name);

    JsonNode page =
        platform.admin("other" + name).get(COMPLETIONS + "?start_time=1767322800").json();

    assertThat(page.path("data").size()).isEqualTo(1);
    assertThat(page.path("data").get(0).path("results").isEmpty()).isTrue();
  }

  @Test
  void bucketsArePagedToTheirEnd() {
    String query =
        COMPLETIONS + "?start_time=1767225600&end_time=1767323000&bucket_width=1h&limit=20";
    JsonNode first = admin.get(query).json();
    JsonNode second = admin.get(query + "&page=" + first.path("next_page").stringValue()).json();

    assertThat(first.path("data").size()).isEqualTo(20);
    assertThat(first.path("has_more").booleanValue()).isTrue();
    assertThat(second.path("data").size()).isEqualTo(8);
    assertThat(second.path("has_more").booleanValue()).isFalse();
    assertThat(second.path("data").get(0).path("start_time").longValue())
        .isEqualTo(first.path("data").get(19).path("end_time").longValue());
    assertThat(second.path("data").get(7).path("end_time").longValue()).isEqualTo(1_767_323_000);
  }

  @Test
  void endedJobsAreCounted() {
    String file = member.upload("fine-tune", "{\"messages\":[]}\n").json().path("id").stringValue();
    for (int i = 0; i < 2; i++) {
      Answer made =
          member.post(
              "/v1/fine_tuning/jobs",
              "{\"model\":\"base\",\"training_file\":\"%s\"}".formatted(file));
      member.post(
          "/v1/fine_tuning/jobs/%s/cancel".formatted(made.json().path("id").stringValue()), "");
    }

    JsonNode page = admin.get(JOBS + "?start_time=1767225600&group_by=model").json();
    JsonNode sum = page.path("data").get(page.path("data").size() - 1).path("results").get(0);

    assertThat(sum.toString())
        .isEqualTo(
            "{\"object\":\"attune.usage.fine_tuning.result\",\"num_jobs\":2,\"num_succeeded\":0,"
                + "\"num_failed\":0,\"num_cancelled\":2,\"trained_tokens\":0,\"project_id\":null,"
                + "\"model\":\"base\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "'', start_time",
    "start_time=x, start_time",
    "start_time=-1, start_time",
    "start_time=1e999, start_time",
    "start_time=1767225600&bucket_width=2d, bucket_width",
    "start_time=1767225600&limit=32, limit",
    "start_time=1767225600&limit=0, limit",
    "start_time=1767225600&group_by=color, group_by",
    "start_time=1767225600&end_time=1767225600, end_time",
    "start_time=1767225600&page=page_x, page",
    "start_time=1767225600&batch=maybe, batch",
    "start_time=1&start_time=2, start_time"
  })
  void whatIsWrongIsSaidByName(String query, String param) {
    for (String route : new String[] {COMPLETIONS, JOBS}) {
      Answer answer = admin.get(route + "?" + query);

      assertThat(answer.status()).as(query).isEqualTo(400);
      assertThat(answer.param()).as(query).isEqualTo(param);
    }
  }

  @Test
  void jobsAreNotCountedByKey() {
    assertThat(admin.get(JOBS + "?start_time=1767225600&api_key_ids=key_1").param())
        .isEqualTo("api_key_ids");
    assertThat(admin.get(JOBS + "?start_time=1767225600&group_by=api_key_id").param())
        .isEqualTo("group_by");
    assertThat(admin.get(COMPLETIONS + "?start_time=1767225600&group_by=api_key_id").status())
        .isEqualTo(200);
  }

  private JsonNode result(String query) {
    return results(query).path(0);
  }

  private JsonNode results(String query) {
    JsonNode data = admin.get(COMPLETIONS + "?start_time=1767225600&" + query).json().path("data");
    return data.get(data.size() - 1).path("results");
  }

  private static void chat(Client client, String wish, boolean stream) {
    client.post("/v1/chat/completions", question(wish, stream));
  }

  private static String question(String wish, boolean stream) {
    return "{\"model\":\"base\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
        .formatted(stream, wish);
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for too long").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
