package dev.attune.wire.ids;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class IdsTest {
  private final Ids ids = new Ids();

  @Test
  void everyIdHasTheFormOfItsKind() {
    assertThat(ids.job()).matches("ftjob-[A-Za-z0-9]{24}");
    assertThat(ids.event()).matches("ftevent-[A-Za-z0-9]{24}");
    assertThat(ids.checkpoint()).matches("ftckpt_[A-Za-z0-9]{24}");
    assertThat(ids.file()).matches("file-[A-Za-z0-9]{24}");
    assertThat(ids.upload()).matches("upload_[A-Za-z0-9]{24}");
    assertThat(ids.part()).matches("part_[A-Za-z0-9]{24}");
    assertThat(ids.chatCompletion()).matches("chatcmpl-[A-Za-z0-9]{29}");
    assertThat(ids.organization()).matches("org-[A-Za-z0-9]{24}");
    assertThat(ids.project()).matches("proj_[A-Za-z0-9]{24}");
    assertThat(ids.request()).matches("req_[0-9a-f]{32}");
    assertThat(ids.webhook()).matches("webhook_[A-Za-z0-9]{24}");
    assertThat(ids.webhookEvent()).matches("evt_[0-9a-f]{32}");
    assertThat(ids.webhookDelivery()).matches("wh_[0-9a-f]{32}");
    assertThat(ids.model()).matches("[A-Za-z0-9]{8}");
  }

  @Test
  void noTwoIdsAreAlike() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      assertThat(seen.add(ids.job())).isTrue();
    }
  }

  @Test
  void aKnownSourceGivesKnownIds() {
    assertThat(new Ids(new Random(1)).job()).isEqualTo(new Ids(new Random(1)).job());
    assertThat(new Ids(new Random(1)).job()).isNotEqualTo(new Ids(new Random(2)).job());
  }
}
