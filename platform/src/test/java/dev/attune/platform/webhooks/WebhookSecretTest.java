package dev.attune.platform.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class WebhookSecretTest {
  /** From the tests of OpenAI's Node SDK, {@code tests/api-resources/webhooks.test.ts}. */
  private static final WebhookSecret KNOWN =
      new WebhookSecret("whsec_RdvaYFYUXuIFuEbvZHwMfYFhUf7aMYjYcmM24+Aj40c=");

  private static final String ID = "wh_685c059ae39c8190af8c71ed1022a24d";
  private static final Instant AT = Instant.ofEpochSecond(1_750_861_210);
  private static final byte[] BODY =
      ("{\"id\": \"evt_685c059ae3a481909bdc86819b066fb6\", \"object\": \"event\","
              + " \"created_at\": 1750861210, \"type\": \"response.completed\","
              + " \"data\": {\"id\": \"resp_123\"}}")
          .getBytes(StandardCharsets.UTF_8);

  @Test
  void aKnownEventHasTheSignatureThatOpenAiGaveIt() {
    assertThat(KNOWN.sign(ID, AT, BODY))
        .isEqualTo("v1,gUAg4R2hWouRZqRQG4uJypNS8YK885G838+EHb4nKBY=");
  }

  @Test
  void aNewSecretHas256BitsAndIsLikeNoOther() {
    WebhookSecret one = WebhookSecret.draw(new SecureRandom());
    WebhookSecret other = WebhookSecret.draw(new SecureRandom());

    assertThat(Base64.getDecoder().decode(one.text().substring("whsec_".length()))).hasSize(32);
    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void aSignatureChangesWithEverythingThatIsSigned() {
    String signature = KNOWN.sign(ID, AT, BODY);

    assertThat(signature).startsWith("v1,").hasSize(3 + 44);
    assertThat(KNOWN.sign(ID, AT.plusMillis(999), BODY)).isEqualTo(signature);
    assertThat(KNOWN.sign(ID + "0", AT, BODY)).isNotEqualTo(signature);
    assertThat(KNOWN.sign(ID, AT.plusSeconds(1), BODY)).isNotEqualTo(signature);
    assertThat(KNOWN.sign(ID, AT, new byte[0])).isNotEqualTo(signature);
    assertThat(WebhookSecret.draw(new SecureRandom()).sign(ID, AT, BODY)).isNotEqualTo(signature);
  }

  @Test
  void whatIsNoSecretIsRefused() {
    for (String text : new String[] {"", "whsec_", "whsec_short", KNOWN.text().substring(1)}) {
      assertThatThrownBy(() -> new WebhookSecret(text))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aSecretIsNotPartOfAnyText() {
    assertThat(KNOWN.toString()).doesNotContain("RdvaYF");
  }
}
