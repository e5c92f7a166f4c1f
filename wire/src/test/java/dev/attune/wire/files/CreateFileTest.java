package dev.attune.wire.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.attune.wire.errors.ApiException;
import dev.attune.wire.json.Parameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CreateFileTest {

  @Test
  void aFileNeedsOnlyAPurpose() {
    assertThat(read("purpose", "fine-tune")).isEqualTo(new CreateFile(Purpose.FINE_TUNE, null));
  }

  @Test
  void aFileOfABatchIsKeptForThirtyDaysUnlessItSaysOtherwise() {
    assertThat(read("purpose", "batch")).isEqualTo(new CreateFile(Purpose.BATCH, 2_592_000));
  }

  @Test
  void aFileMayHaveAnEnd() {
    assertThat(
            read(
                "purpose",
                "batch",
                "expires_after[anchor]",
                "created_at",
                "expires_after[seconds]",
                "3600"))
        .isEqualTo(new CreateFile(Purpose.BATCH, 3_600));
  }

  @Test
  void whatTheServerMakesCannotBeUploaded() {
    assertThatThrownBy(() -> read("purpose", "fine-tune-results"))
        .hasMessage(
            "Invalid value: 'fine-tune-results'. Supported values are: 'assistants', 'batch',"
                + " 'fine-tune', 'vision', 'user_data', and 'evals'.");
    assertThatThrownBy(CreateFileTest::read).hasMessage("Missing required parameter: 'purpose'.");
  }

  @ParameterizedTest
  @CsvSource({
    "expires_after[anchor], 3600, anchor",
    "created_at, 3599, seconds",
    "created_at, 2592001, seconds",
    "created_at, soon, seconds",
    "created_at, '', seconds"
  })
  void aWrongEndIsNamed(String anchor, String seconds, String part) {
    ApiException refusal =
        catchThrowableOfType(
            ApiException.class,
            () ->
                read(
                    "purpose",
                    "batch",
                    "expires_after[anchor]",
                    anchor,
                    "expires_after[seconds]",
                    seconds));

    assertThat(refusal.error().param()).isEqualTo("expires_after[" + part + "]");
  }

  private static CreateFile read(String... pairs) {
    Map<String, List<String>> form = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      form.put(pairs[i], List.of(pairs[i + 1]));
    }
    return CreateFile.read(new Parameters(form));
  }
}
