package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What an admin key opens: projects, their keys and programs, and admin keys. */
@SuppressWarnings("NullAway.Init")
final class OrganizationTest {
  private static final String PROJECTS = "/v1/organization/projects";
  private static final String ADMIN_KEYS = "/v1/organization/admin_api_keys";

  @TempDir private static Path folder;
  private static QuietPlatform platform;
  private static int organizations;

  private Client member;
  private Client admin;

  @BeforeAll
  static void start() {
    platform = new QuietPlatform(folder);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @BeforeEach
  void beNew() {
    String name = "o" + ++organizations;
    member = platform.newProject(name);
    admin = platform.admin(name);
  }

  @Test
  void aProjectIsMadeRenamedAndArchived() {
    JsonNode made = admin.post(PROJECTS, "{\"name\":\"Support\"}").json();
    String id = made.path("id").stringValue();

    assertThat(made.propertyNames())
        .containsExactly("object", "id", "name", "created_at", "archived_at", "status");
    assertThat(made.path("status").stringValue()).isEqualTo("active");
    assertThat(
            admin
                .post(PROJECTS + "/" + id, "{\"name\":\"Help\"}")
                .json()
                .path("name")
                .stringValue())
        .isEqualTo("Help");
    assertThat(names(admin.get(PROJECTS))).containsExactly("Help", "Default project");

    JsonNode archived = admin.post(PROJECTS + "/" + id + "/archive", "").json();
    assertThat(archived.path("status").stringValue()).isEqualTo("archived");
    assertThat(archived.path("archived_at").longValue()).isPositive();
    assertThat(names(admin.get(PROJECTS))).containsExactly("Default project");
    assertThat(names(admin.get(PROJECTS + "?include_archived=true")))
        .containsExactly("Help", "Default project");
  }

  @Test
  void projectsArePaged() {
    for (int i = 1; i < 4; i++) {
      admin.post(PROJECTS, "{\"name\":\"p%d\"}".formatted(i));
    }
    JsonNode first = admin.get(PROJECTS + "?limit=2").json();
    String last = first.path("last_id").stringValue();
    Answer second = admin.get(PROJECTS + "?limit=2&after=" + last);

    assertThat(first.path("has_more").booleanValue()).isTrue();
    assertThat(names(second)).containsExactly("p1", "Default project");
    assertThat(second.json().path("has_more").booleanValue()).isFalse();
  }

  @Test
  void aServiceAccountsKeyOpensItsProjectUntilTheAccountOrTheProjectEnds() {
    String project = admin.post(PROJECTS, "{\"name\":\"a\"}").json().path("id").stringValue();
    String accounts = PROJECTS + "/" + project + "/service_accounts";
    JsonNode one = admin.post(accounts, "{\"name\":\"trainer\"}").json();
    JsonNode two = admin.post(accounts, "{\"name\":\"other\"}").json();
    Client first = admin.withKey(one.path("api_key").path("value").stringValue());
    Client second = admin.withKey(two.path("api_key").path("value").stringValue());

    assertThat(first.get("/v1/files").status()).isEqualTo(200);
    assertThat(names(admin.get(accounts))).containsExactly("other", "trainer");
    assertThat(admin.get(accounts + "/" + one.path("id").stringValue()).body())
        .doesNotContain("api_key");
    JsonNode keys = admin.get(PROJECTS + "/" + project + "/api_keys").json().path("data");
    assertThat(keys.get(1).path("owner").path("service_account").path("name").stringValue())
        .isEqualTo("trainer");
    assertThat(keys.get(1).path("redacted_value").stringValue()).startsWith("sk-attune-…");

    admin.delete(accounts + "/" + one.path("id").stringValue());
    assertThat(first.get("/v1/files").status()).isEqualTo(401);
    assertThat(second.get("/v1/files").status()).isEqualTo(200);
    admin.post(PROJECTS + "/" + project + "/archive", "");
    assertThat(second.get("/v1/files").status()).isEqualTo(401);
    assertThat(admin.post(accounts, "{\"name\":\"late\"}").status()).isEqualTo(400);
  }

  @Test
  void aProjectsKeyIsSeenAndRevoked() {
    String project = "proj_o" + organizations;
    String path = PROJECTS + "/" + project + "/api_keys";
    JsonNode key = admin.get(path).json().path("data").get(0);

    assertThat(key.propertyNames())
        .containsExactly(
            "object",
            "id",
            "name",
            "redacted_value",
            "created_at",
            "last_used_at",
            "expires_at",
            "owner",
            "owner_project_access");
    assertThat(admin.get(path + "/" + key.path("id").stringValue()).json()).isEqualTo(key);
    assertThat(member.get("/v1/files").status()).isEqualTo(200);
    assertThat(
            admin
                .delete(path + "/" + key.path("id").stringValue())
                .json()
                .path("deleted")
                .booleanValue())
        .isTrue();
    assertThat(member.get("/v1/files").status()).isEqualTo(401);
  }

  @Test
  void anAdminKeyIsMadeAndRevoked() {
    JsonNode made = admin.post(ADMIN_KEYS, "{\"name\":\"second\"}").json();
    Client second = admin.withKey(made.path("value").stringValue());
    String path = ADMIN_KEYS + "/" + made.path("id").stringValue();

    assertThat(second.get(PROJECTS).status()).isEqualTo(200);
    assertThat(admin.get(path).body()).doesNotContain("\"value\"");
    assertThat(names(admin.get(ADMIN_KEYS + "?order=asc"))).containsExactly("first", "second");
    assertThat(admin.delete(path).json().path("object").stringValue())
        .isEqualTo("organization.admin_api_key.deleted");
    assertThat(second.get(PROJECTS).status()).isEqualTo(401);
  }

  @Test
  void anAdminKeyEndsWhenItsTimeIsOver() {
    JsonNode made = admin.post(ADMIN_KEYS, "{\"name\":\"short\",\"expires_in_seconds\":1}").json();
    Client shortLived = admin.withKey(made.path("value").stringValue());

    assertThat(made.path("expires_at").longValue())
        .isEqualTo(made.path("created_at").longValue() + 1);
    assertThat(shortLived.get(PROJECTS).status()).isEqualTo(200);
    platform.passSeconds(2);
    assertThat(shortLived.get(PROJECTS).status()).isEqualTo(401);
  }

  @Test
  void eachKindOfKeyOpensItsOwnRoutesAlone() {
    for (String route : List.of(PROJECTS, ADMIN_KEYS, PROJECTS + "/proj_o" + organizations)) {
      Answer refused = member.get(route);
      assertThat(refused.status()).as(route).isEqualTo(403);
      assertThat(refused.message()).contains("insufficient permissions", "admin API key");
    }
    for (String route : List.of("/v1/files", "/v1/fine_tuning/jobs", "/v1/models")) {
      Answer refused = admin.get(route);
      assertThat(refused.status()).as(route).isEqualTo(403);
      assertThat(refused.message()).contains("opens no project");
    }
  }

  @Test
  void aLifetimeIsASecondOrMore() {
    for (int seconds : new int[] {0, -1}) {
      String body = "{\"name\":\"a\",\"expires_in_seconds\":%d}".formatted(seconds);
      assertThat(admin.post(ADMIN_KEYS, body).param()).isEqualTo("expires_in_seconds");
    }
  }

  @Test
  void theFirstStartLeavesAnAdminKeyForThisMachine(@TempDir Path data) throws Exception {
    try (TestServer server = TestServer.start(data)) {
      Path file = server.server().dataDirectory().resolve("first-admin-key");
      String secret = Files.readString(file).strip();

      assertThat(server.client().withKey(secret).get(PROJECTS).json().path("data").size())
          .isEqualTo(1);
      Answer refused =
          server
              .client()
              .withKey(secret)
              .post(
                  PROJECTS + "/" + id(server.client().withKey(secret).get(PROJECTS)) + "/archive",
                  "");
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.message()).contains("default project");
    }
  }

  private static String id(Answer list) {
    return list.json().path("data").get(0).path("id").stringValue();
  }

  private static Stream<String> stream(Answer list) {
    return list.json().path("data").valueStream().map(each -> each.path("name").stringValue());
  }

  private static List<String> names(Answer list) {
    return stream(list).toList();
  }
}
