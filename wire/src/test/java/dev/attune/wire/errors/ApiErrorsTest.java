package dev.attune.wire.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ApiErrorsTest {
  private static final String REQUEST = "invalid_request_error";

  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of(
            ApiErrors.missingKey(),
            new ApiError(
                401,
                REQUEST,
                null,
                null,
                "You didn't provide an API key. You need to provide your API key in an"
                    + " Authorization header using Bearer auth (i.e. Authorization: Bearer"
                    + " YOUR_KEY), or as the password field (with blank username) if you're"
                    + " accessing the API from your browser and are prompted for a username and"
                    + " password. You can obtain an API key from"
                    + " https://platform.openai.com/account/api-keys.")),
        Arguments.of(
            ApiErrors.wrongKey("sk-0123456789abcdefwxyz"),
            new ApiError(
                401,
                REQUEST,
                "invalid_api_key",
                null,
                "Incorrect API key provided: sk-****************wxyz. You can find your API key at"
                    + " https://platform.openai.com/account/api-keys.")),
        Arguments.of(
            ApiErrors.unknownUrl("GET", "/v1/foo"),
            new ApiError(404, REQUEST, null, null, "Invalid URL (GET /v1/foo)")),
        Arguments.of(
            ApiErrors.jobNotFound("123"),
            new ApiError(
                404,
                REQUEST,
                "fine_tune_not_found",
                "fine_tune_id",
                "Could not find fine tune: 123")),
        Arguments.of(
            ApiErrors.fileNotFound("file-xyz"),
            new ApiError(404, REQUEST, null, "id", "No such File object: file-xyz")),
        Arguments.of(
            ApiErrors.uploadNotFound("upload_1"),
            new ApiError(404, REQUEST, null, "id", "No such Upload object: upload_1")),
        Arguments.of(
            ApiErrors.modelNotFound("ft:123"),
            new ApiError(
                404, REQUEST, "model_not_found", "model", "The model 'ft:123' does not exist")),
        Arguments.of(
            ApiErrors.modelNotServed("x"),
            new ApiError(
                404,
                REQUEST,
                "model_not_found",
                "model",
                "The model `x` does not exist or you do not have access to it.")),
        Arguments.of(
            ApiErrors.modelNotTunable("gpt-9"),
            new ApiError(
                400,
                REQUEST,
                "model_not_available",
                "model",
                "Model gpt-9 is not available for fine-tuning or does not exist.")),
        Arguments.of(
            ApiErrors.notJsonLines("Line 3 is not."),
            new ApiError(
                400,
                REQUEST,
                null,
                null,
                "Expected file to have JSONL format, where every line is a valid JSON dictionary."
                    + " Line 3 is not.")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anErrorSaysWhatOpenAiSays(ApiError error, ApiError expected) {
    assertThat(error).isEqualTo(expected);
  }

  @Test
  void aKeyIsNeverRepeatedWhole() {
    assertThat(ApiErrors.wrongKey("short").message()).contains("provided: *****. ");
    assertThat(ApiErrors.wrongKey("k".repeat(10_000)).message()).hasSizeLessThan(200);
  }

  @Test
  void aFailureOfTheServerTellsNothingOfItsInside() {
    assertThat(ApiErrors.internal().status()).isEqualTo(500);
    assertThat(ApiErrors.internal().type()).isEqualTo("server_error");
  }
}
