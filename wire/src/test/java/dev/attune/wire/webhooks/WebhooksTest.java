package dev.attune.wire.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.Mutations;
import dev.attune.wire.json.Mutations.Kind;
import dev.attune.wire.json.WireJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Events as official clients read them, and the routes beside OpenAI's. */
final class WebhooksTest {
  private static final WebhookEvent EVENT =
      new WebhookEvent(
          "evt_1", WebhookEventType.SUCCEEDED, 1_750_861_210, new WebhookEvent.Subject("ftjob-1"));

  @Test
  void anEventHasOpenAisKeysInTheirOrder() {
    assertThat(WireJson.text(EVENT))
        .isEqualTo(
            "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"fine_tuning.job.succeeded\","
                + "\"created_at\":1750861210,\"data\":{\"id\":\"ftjob-1\"}}");
  }

  @Test
  void aSecretIsShownOnlyInTheAnswerToACreation() {
    WebhookObject fresh =
        new WebhookObject("webhook_1", "https://a.example/", all(), 1_700_000_000, "whsec_x");
    WebhookObject listed =
        new WebhookObject("webhook_1", "https://a.example/", all(), 1_700_000_000, null);

    assertThat(WireJson.text(fresh))
        .startsWith("{\"object\":\"attune.webhook\",\"id\":\"webhook_1\",\"url\":")
        .endsWith("\"created_at\":1700000000,\"secret\":\"whsec_x\"}");
    assertThat(WireJson.text(listed)).doesNotContain("secret");
    assertThat(fresh.toString()).doesNotContain("whsec_");
  }

  @Test
  void anAnswerIsReadBackAsItWasWritten() {
    for (Object answer :
        List.of(
            EVENT,
            new WebhookObject("webhook_1", "https://a.example/", all(), 1, "whsec_x"),
            new WebhookDeleted("webhook_1", true),
            new WebhookDelivery(
                "wh_1", EVENT, WebhookDelivery.Status.PENDING, 2, 5L, null, "It answered 500."))) {
      assertThat((Object) WireJson.mapper().readValue(WireJson.text(answer), answer.getClass()))
          .isEqualTo(answer);
    }
  }

  @Test
  void aRequestWithoutEventsMeansAllOfThem() {
    assertThat(CreateWebhook.read(json("{\"url\":\"https://a.example/\"}")))
        .isEqualTo(new CreateWebhook("https://a.example/", null));
    assertThat(
            CreateWebhook.read(
                    json(
                        WireJson.text(
                            new CreateWebhook(
                                "https://a.example/", List.of(WebhookEventType.FAILED)))))
                .events())
        .containsExactly(WebhookEventType.FAILED);
  }

  @Test
  void anEventThatThereIsNotIsRefusedByName() {
    assertThatThrownBy(() ->
            CreateWebhook.read(json("{\"url\":\"https://a.example/\",\"events\":[\"job.done\"]}")))
        .hasMessageContaining("'job.done'")
        .hasMessageContaining("fine_tuning.job.failed");
    assertThatThrownBy(() -> WebhookEventType.of("job.done")).hasMessageContaining("job.done");
  }

  @Test
  void aWrongFieldIsRefusedByName() {
    Mutations mutations =
        new Mutations("{'url':'x','events':['fine_tuning.job.failed']}", CreateWebhook::read);
    mutations.of("url", true, Kind.STRING).forEach(mutations::check);
    mutations.of("events", false, Kind.ARRAY).forEach(mutations::check);
    mutations.unknownIn("").forEach(mutations::check);
  }

  private static List<WebhookEventType> all() {
    return List.of(WebhookEventType.values());
  }

  private static JsonNode json(String text) {
    return WireJson.parse(text, JsonLimits.SMALL);
  }
}
