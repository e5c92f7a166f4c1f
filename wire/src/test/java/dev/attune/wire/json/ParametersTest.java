package dev.attune.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.attune.wire.errors.ApiError;
import dev.attune.wire.errors.ApiException;
import dev.attune.wire.files.FileQuery;
import dev.attune.wire.files.Purpose;
import dev.attune.wire.finetuning.JobQuery;
import dev.attune.wire.lists.Order;
import dev.attune.wire.lists.PageQuery;
import dev.attune.wire.metadata.MetadataFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ParametersTest {

  @Test
  void anEmptyQueryAsksForTheFirstUsualPage() {
    assertThat(JobQuery.read(query("")))
        .isEqualTo(new JobQuery(new PageQuery(null, 20, Order.DESC), new MetadataFilter.Any()));
    assertThat(FileQuery.read(query("after=&limit=")))
        .isEqualTo(new FileQuery(new PageQuery(null, 10_000, Order.DESC), null));
  }

  @Test
  void officialClientsAskForPagesOfNothing() {
    assertThat(FileQuery.read(query("after=after&limit=0&order=asc&purpose=fine-tune")))
        .isEqualTo(new FileQuery(new PageQuery("after", 0, Order.ASC), Purpose.FINE_TUNE));
  }

  @Test
  void metadataIsAFilterByPairsOrByTheirAbsence() {
    assertThat(JobQuery.read(query("metadata[a]=1&metadata[b[c]]=&limit=1")).metadata())
        .isEqualTo(new MetadataFilter.Matching(Map.of("a", "1", "b[c]", "")));
    assertThat(JobQuery.read(query("metadata=null")).metadata())
        .isEqualTo(new MetadataFilter.None());
  }

  @Test
  void whatNobodyAsksForIsLetBe() {
    assertThat(JobQuery.read(query("beta=true&limit=3")).page().limit()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "limit=-1, limit, integer_below_min_value",
    "limit=10001, limit, integer_above_max_value",
    "limit=99999999999999999999, limit, integer_above_max_value",
    "limit=ten, limit, invalid_type",
    "limit=1.0, limit, invalid_type",
    "limit=NaN, limit, invalid_type",
    "limit=1&limit=2, limit, duplicate_parameter",
    "order=up, order, invalid_value",
    "purpose=tune, purpose, invalid_value",
    "after=a&after=b, after, duplicate_parameter",
    "metadata=all, metadata, invalid_type",
    "metadata[a]=1&metadata[a]=2, metadata[a], duplicate_parameter"
  })
  void aWrongParameterIsNamed(String query, String param, String code) {
    ApiException refusal =
        catchThrowableOfType(
            ApiException.class,
            () -> {
              FileQuery.read(query(query));
              JobQuery.read(query(query));
            });

    assertThat(refusal.error())
        .extracting(ApiError::status, ApiError::param, ApiError::code)
        .containsExactly(400, param, code);
  }

  private static Parameters query(String text) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split("&", -1)) {
      String[] sides = pair.split("=", 2);
      values.computeIfAbsent(sides[0], _ -> new ArrayList<>()).add(sides[1]);
    }
    return new Parameters(values);
  }
}
