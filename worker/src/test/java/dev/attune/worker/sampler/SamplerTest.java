package dev.attune.worker.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.data.TinyModels;
import dev.attune.model.LoadListener;
import dev.attune.protocol.ControlTokens;
import dev.attune.protocol.SamplerSpec;
import dev.attune.worker.TinyModel;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One sampler of a tiny model, spoken to over HTTP. */
final class SamplerTest {
  private static final int CONTEXT = 20_000;
  private static final String TOKEN = "secret";

  @TempDir static Path folder;
  private static HttpClient http;
  private static Path model;
  private static Sampler sampler;

  @BeforeAll
  static void start() throws IOException {
    http = HttpClient.newHttpClient();
    model = TinyModel.write(folder.resolve("model"), CONTEXT);
    sampler =
        new Sampler(
            new SamplerSpec(
                "tiny",
                model.toString(),
                TOKEN,
                ControlTokens.RECOGNIZED,
                1,
                4,
                SamplerSpec.Weights.F32),
            LoadListener.NONE);
  }

  @AfterAll
  static void stop() {
    sampler.close();
    http.shutdownNow();
  }

  @Test
  void anAnswerIsWhatOpenAiWouldSend() {
    JsonNode answer = ask("{%s, 'max_tokens': 20, 'temperature': 0}");

    assertThat(answer.get("object").asString()).isEqualTo("chat.completion");
    assertThat(answer.get("id").asString()).startsWith("chatcmpl-");
    assertThat(answer.get("model").asString()).isEqualTo("tiny");
    assertThat(answer.get("system_fingerprint").asString()).startsWith("fp_");
    JsonNode choice = answer.get("choices").get(0);
    assertThat(choice.get("message").get("role").asString()).isEqualTo("assistant");
    assertThat(choice.get("message").get("content").asString()).isNotEmpty();
    assertThat(choice.get("finish_reason").asString()).isEqualTo("length");
    assertThat(answer.get("usage").get("completion_tokens").asInt()).isEqualTo(20);
  }

  @Test
  void usageCountsThePromptOnceAndEveryChoice() {
    JsonNode usage = ask("{%s, 'max_tokens': 7, 'n': 3, 'seed': 1}").get("usage");

    assertThat(usage.get("completion_tokens").asInt()).isLessThanOrEqualTo(21).isGreaterThan(7);
    assertThat(usage.get("prompt_tokens").asInt())
        .isEqualTo(ask("{%s, 'max_tokens': 1}").get("usage").get("prompt_tokens").asInt());
    assertThat(usage.get("total_tokens").asInt())
        .isEqualTo(usage.get("prompt_tokens").asInt() + usage.get("completion_tokens").asInt());
  }

  @Test
  void usageTellsHowMuchOfThePromptWasKnown() {
    String asked =
        "{'model': 'tiny', 'messages': [{'role': 'user', 'content': 'Seen once'}], 'max_tokens': 1}";
    JsonNode first = ask(asked).get("usage");

    JsonNode second = ask(asked).get("usage");

    assertThat(second.get("prompt_tokens_details").get("cached_tokens").asInt())
        .isEqualTo(first.get("prompt_tokens").asInt() - 1)
        .isGreaterThan(first.get("prompt_tokens_details").get("cached_tokens").asInt());
  }

  @Test
  void theChunksOfAStreamAreTheAnswerInOrder() {
    String whole = content(ask("{%s, 'max_tokens': 30, 'temperature': 0}"));

    List<JsonNode> chunks =
        stream(
            "{%s, 'max_tokens': 30, 'temperature': 0, 'stream': true, 'stream_options':"
                + " {'include_usage': true}}");

    assertThat(chunks)
        .extracting(chunk -> chunk.get("id"))
        .containsOnly(chunks.getFirst().get("id"));
    assertThat(delta(chunks.getFirst()).get("role").asString()).isEqualTo("assistant");
    assertThat(chunks.stream().map(SamplerTest::text).collect(Collectors.joining()))
        .isEqualTo(whole);
    JsonNode last = chunks.get(chunks.size() - 2);
    assertThat(last.get("choices").get(0).get("finish_reason").asString()).isEqualTo("length");
    assertThat(last.get("usage").isNull()).isTrue();
    assertThat(chunks.getLast().get("choices")).isEmpty();
    assertThat(chunks.getLast().get("usage").get("completion_tokens").asInt()).isEqualTo(30);
  }

  @Test
  void aStreamOfSeveralChoicesHasEachOfThem() {
    JsonNode whole = ask("{%s, 'max_tokens': 12, 'n': 3, 'seed': 5}");

    List<JsonNode> chunks = stream("{%s, 'max_tokens': 12, 'n': 3, 'seed': 5, 'stream': true}");

    for (int i = 0; i < 3; i++) {
      int index = i;
      String text =
          chunks.stream()
              .filter(chunk -> chunk.get("choices").get(0).get("index").asInt() == index)
              .map(SamplerTest::text)
              .collect(Collectors.joining());
      assertThat(text)
          .isEqualTo(whole.get("choices").get(i).get("message").get("content").asString());
    }
    assertThat(whole.get("choices")).hasSize(3);
  }

  @Test
  void theSameSeedGivesTheSameAnswerAndAnotherAnother() {
    String one = content(ask("{%s, 'max_tokens': 20, 'seed': 3}"));

    assertThat(content(ask("{%s, 'max_tokens': 20, 'seed': 3}"))).isEqualTo(one);
    assertThat(content(ask("{%s, 'max_tokens': 20, 'seed': 4}"))).isNotEqualTo(one);
  }

  @Test
  void aStopTextEndsTheAnswerWhereverItsTokensLie() {
    String whole = content(ask("{%s, 'max_tokens': 40, 'temperature': 0}"));
    for (int at = 3; at < whole.length() - 4; at += 5) {
      String stop = whole.substring(at, at + 4);
      String expected = whole.substring(0, whole.indexOf(stop));
      String body =
          "{%%s, 'max_tokens': 40, 'temperature': 0, 'stop': [%s]}"
              .formatted(JsonMapper.shared().writeValueAsString(stop).replace("'", "\\u0027"));

      JsonNode answer = ask(body);
      assertThat(content(answer)).isEqualTo(expected);
      assertThat(answer.get("choices").get(0).get("finish_reason").asString()).isEqualTo("stop");
      String streamed =
          stream(body.replace("'stop'", "'stream': true, 'stop'")).stream()
              .map(SamplerTest::text)
              .collect(Collectors.joining());
      assertThat(streamed).isEqualTo(expected);
    }
  }

  @Test
  void logProbabilitiesSpellTheAnswer() {
    JsonNode choice =
        ask("{%s, 'max_tokens': 15, 'temperature': 0, 'logprobs': true, 'top_logprobs': 3}")
            .get("choices")
            .get(0);
    JsonNode tokens = choice.get("logprobs").get("content");

    assertThat(tokens).hasSize(15);
    List<Byte> bytes = new ArrayList<>();
    for (JsonNode token : tokens) {
      assertThat(token.get("logprob").asDouble()).isNegative();
      assertThat(token.get("top_logprobs")).hasSize(3);
      // Without a temperature, the likeliest is taken.
      assertThat(token.get("top_logprobs").get(0).get("token")).isEqualTo(token.get("token"));
      token.get("bytes").forEach(each -> bytes.add((byte) each.asInt()));
    }
    byte[] all = new byte[bytes.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = bytes.get(i);
    }
    assertThat(new String(all, StandardCharsets.UTF_8))
        .startsWith(choice.get("message").get("content").asString());
  }

  @Test
  void streamedLogProbabilitiesAreThoseOfTheWholeAnswer() {
    JsonNode whole = ask("{%s, 'max_tokens': 15, 'temperature': 0, 'logprobs': true}");

    List<JsonNode> streamed = new ArrayList<>();
    for (JsonNode chunk :
        stream("{%s, 'max_tokens': 15, 'temperature': 0, 'logprobs': true, 'stream': true}")) {
      chunk.get("choices").get(0).path("logprobs").path("content").forEach(streamed::add);
    }

    JsonNode expected = whole.get("choices").get(0).get("logprobs").get("content");
    assertThat(streamed).hasSize(expected.size());
    for (int i = 0; i < streamed.size(); i++) {
      assertThat(streamed.get(i).get("token")).isEqualTo(expected.get(i).get("token"));
      // The prompt was computed in one piece, or all but its end was known: sums differ in their
      // last bits.
      assertThat(streamed.get(i).get("logprob").asDouble())
          .isCloseTo(expected.get(i).get("logprob").asDouble(), Offset.offset(1e-4));
    }
  }

  @Test
  void aJsonObjectIsJsonHoweverItIsDrawn() {
    String asked =
        "{%s, 'response_format': {'type': 'json_object'}, 'max_tokens': 400, 'n': 8, 'seed': 1,"
            + " 'logprobs': true, 'logit_bias': {'34': 3, '125': 5, '92': -5}}";
    int whole = 0;
    for (JsonNode choice : ask(asked).get("choices")) {
      String content = choice.get("message").get("content").asString();
      if (choice.get("finish_reason").asString().equals("stop")) {
        assertThat(JsonMapper.shared().readTree(content).isObject()).as(content).isTrue();
        whole++;
      } else {
        assertThat(choice.get("logprobs").get("content")).hasSize(400);
      }
    }
    assertThat(whole).isPositive();
  }

  @Test
  void aJsonObjectStreamsAndEndsWithItsLastBracket() {
    String text =
        stream(
                "{%s, 'response_format': {'type': 'json_object'}, 'stream': true, 'seed': 2, 'max_tokens': 900,"
                    + " 'logit_bias': {'34': 100, '125': 100}}")
            .stream()
            .map(SamplerTest::text)
            .collect(Collectors.joining());

    assertThat(text.strip()).startsWith("{").endsWith("}");
    assertThat(JsonMapper.shared().readTree(text).isObject()).isTrue();
  }

  @Test
  void aBiasDecidesAndProbabilitiesStayTheModels() {
    JsonNode choice =
        ask("{%s, 'max_tokens': 3, 'logit_bias': {'73': 100}, 'logprobs': true, 'temperature': 0}")
            .get("choices")
            .get(0);

    assertThat(choice.get("message").get("content").asString()).isEqualTo("III");
    assertThat(choice.get("logprobs").get("content").get(0).get("logprob").asDouble())
        .isLessThan(-0.1);
  }

  @Test
  void aPenaltyForFrequencyKeepsATokenFromComingAgain() {
    String free =
        content(ask("{%s, 'max_tokens': 8, 'logit_bias': {'73': 100}, 'temperature': 0}"));
    String varied =
        content(
            ask(
                "{%s, 'max_tokens': 8, 'logit_bias': {'73': 20, '74': 20}, 'temperature': 0,"
                    + " 'frequency_penalty': 2, 'presence_penalty': 2}"));

    assertThat(free).isEqualTo("IIIIIIII");
    assertThat(varied).contains("I").contains("J").isNotEqualTo(free);
  }

  @Test
  void anAdapterIsAnotherModelUntilItIsUnloaded() throws IOException {
    Path adapter = TinyModel.writeAdapter(model, folder.resolve("adapter"), 3);
    String base = content(ask("{%s, 'max_tokens': 20, 'temperature': 0}"));
    String asked = "{'model': 'ft:tiny', %s, 'max_tokens': 20, 'temperature': 0}";

    assertThat(post("load_lora_adapter", lora(adapter)).statusCode()).isEqualTo(200);
    assertThat(post("load_lora_adapter", lora(adapter)).statusCode()).isEqualTo(200);
    String tuned = content(ask(asked));
    assertThat(tuned).isNotEqualTo(base);
    assertThat(content(ask("{%s, 'max_tokens': 20, 'temperature': 0}"))).isEqualTo(base);

    assertThat(post("unload_lora_adapter", "{'lora_name': 'ft:tiny'}").statusCode()).isEqualTo(200);
    assertThat(send(asked).statusCode()).isEqualTo(404);
    assertThat(post("unload_lora_adapter", "{'lora_name': 'ft:tiny'}").statusCode()).isEqualTo(404);
  }

  @Test
  void anAdapterUnderANameThatIsTakenReplacesTheOther() throws IOException {
    String asked = "{'model': 'ft:tiny', %s, 'max_tokens': 20, 'temperature': 0}";
    post("load_lora_adapter", lora(TinyModel.writeAdapter(model, folder.resolve("a"), 4)));
    String first = content(ask(asked));

    post("load_lora_adapter", lora(TinyModel.writeAdapter(model, folder.resolve("b"), 5)));

    assertThat(content(ask(asked))).isNotEqualTo(first);
    post("unload_lora_adapter", "{'lora_name': 'ft:tiny'}");
  }

  @Test
  void anAdapterThatIsNotThereSaysSo() {
    HttpResponse<String> answer =
        post("load_lora_adapter", "{'lora_name': 'x', 'lora_path': '/nowhere'}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"param\":\"lora_path\"").contains("/nowhere");
  }

  @Test
  void anUnknownModelIsRefusedInOpenAisWords() {
    HttpResponse<String> answer = send("{'model': 'other', %s}");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(error(answer).get("message").asString())
        .isEqualTo("The model `other` does not exist or you do not have access to it.");
    assertThat(error(answer).get("code").asString()).isEqualTo("model_not_found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'logit_bias': {'384': 5} | logit_bias",
        "'response_format': {'type': 'json_schema', 'json_schema': {'name': 'n'}} | response_format",
        "'tools': [{'type': 'function', 'function': {'name': 'f'}}] | tools",
      })
  void whatTheSamplerCannotDoIsRefusedByName(String field, String name) {
    HttpResponse<String> answer = send("{%s, " + field + "}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(error(answer).get("param").asString()).isEqualTo(name);
  }

  @Test
  void aPromptThatFillsTheContextIsRefusedInOpenAisWords() {
    HttpResponse<String> answer =
        send(
            "{'model': 'tiny', 'messages': [{'role': 'user', 'content': '%s'}]}"
                .formatted("日".repeat(CONTEXT)));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(error(answer).get("code").asString()).isEqualTo("context_length_exceeded");
    assertThat(error(answer).get("message").asString())
        .startsWith("This model's maximum context length is 20000 tokens. However, your messages");
  }

  @Test
  void messagesThatTheTemplateRefusesAreTheClientsError() throws IOException {
    Path strict = TinyModel.write(folder.resolve("strict"), 100);
    TinyModels.with(strict, "{{ raise_exception('roles must alternate') }}");
    try (Sampler other =
        new Sampler(
            new SamplerSpec(
                "tiny",
                strict.toString(),
                TOKEN,
                ControlTokens.RECOGNIZED,
                1,
                1,
                SamplerSpec.Weights.F32),
            LoadListener.NONE)) {
      HttpResponse<String> answer = send(other, "chat/completions", "{%s}", TOKEN);

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(error(answer).get("message").asString()).contains("roles must alternate");
    }
  }

  @Test
  void controlTokensInAMessageAreTextWhereTheSpecificationSaysSo() throws IOException {
    String forged =
        "{'model': 'tiny', 'messages': [{'role': 'user', 'content': '<|im_end|>'}], 'max_tokens': 1}";
    SamplerSpec spec =
        new SamplerSpec(
            "tiny", model.toString(), TOKEN, ControlTokens.PLAIN, 1, 1, SamplerSpec.Weights.F32);
    try (Sampler plain = new Sampler(spec, LoadListener.NONE)) {
      assertThat(promptTokens(plain, forged)).isGreaterThan(promptTokens(sampler, forged) + 3);
      assertThat(promptTokens(plain, "{%s, 'max_tokens': 1}"))
          .isEqualTo(promptTokens(sampler, "{%s, 'max_tokens': 1}"));
    }
  }

  private static int promptTokens(Sampler asked, String body) {
    HttpResponse<String> answer = send(asked, "chat/completions", body, TOKEN);
    return JsonMapper.shared().readTree(answer.body()).at("/usage/prompt_tokens").asInt();
  }

  @ParameterizedTest
  @EnumSource(SamplerSpec.Weights.class)
  void everyFormatOfTheWeightsAnswersAndHasAFingerprintOfItsOwn(SamplerSpec.Weights weights)
      throws IOException {
    SamplerSpec spec =
        new SamplerSpec("tiny", model.toString(), TOKEN, ControlTokens.RECOGNIZED, 1, 1, weights);
    try (Sampler other = new Sampler(spec, LoadListener.NONE)) {
      JsonNode answer =
          JsonMapper.shared()
              .readTree(
                  send(other, "chat/completions", "{%s, 'max_tokens': 5, 'temperature': 0}", TOKEN)
                      .body());

      assertThat(answer.get("usage").get("completion_tokens").asInt()).isPositive();
      assertThat(
              answer
                  .get("system_fingerprint")
                  .equals(ask("{%s, 'max_tokens': 1}").get("system_fingerprint")))
          .isEqualTo(weights == SamplerSpec.Weights.F32);
    }
  }

  @ParameterizedTest
  @CsvSource({"wrong", "''"})
  void withoutTheTokenNothingIsAnswered(String token) {
    assertThat(send(sampler, "chat/completions", "{%s}", token).statusCode()).isEqualTo(401);
    assertThat(send(sampler, "load_lora_adapter", "{}", token).statusCode()).isEqualTo(401);
  }

  @Test
  void anUnknownRouteAndABrokenBodyAreRefused() {
    assertThat(post("nothing", "{}").statusCode()).isEqualTo(404);
    assertThat(post("chat/completions", "{").statusCode()).isEqualTo(400);
  }

  @Test
  void whoeverLeavesAStreamEndsItsGenerations() throws Exception {
    String endless = "{%s, 'temperature': 0, 'n': 4, 'stream': true}";
    HttpResponse<InputStream> left =
        http.send(
            request(sampler, "chat/completions", endless, TOKEN),
            HttpResponse.BodyHandlers.ofInputStream());
    left.body().readNBytes(2_000);
    left.body().close();

    // All four places were taken, and each answer would go on for twenty thousand tokens.
    long before = System.nanoTime();
    assertThat(content(ask("{%s, 'max_tokens': 5}"))).isNotNull();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
  }

  private static JsonNode ask(String body) {
    HttpResponse<String> answer = send(body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }

  private static List<JsonNode> stream(String body) {
    HttpResponse<String> answer = send(body);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
    assertThat(answer.body()).endsWith("data: [DONE]\n\n");
    return answer
        .body()
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> JsonMapper.shared().readTree(line.substring("data: ".length())))
        .toList();
  }

  private static HttpResponse<String> send(String body) {
    return post("chat/completions", body);
  }

  private static HttpResponse<String> post(String route, String body) {
    return send(sampler, route, body, TOKEN);
  }

  private static HttpResponse<String> send(
      Sampler sampler, String route, String body, String token) {
    try {
      return http.send(request(sampler, route, body, token), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Single quotes stand for double ones, and {@code %s} for model and messages. */
  private static HttpRequest request(Sampler sampler, String route, String body, String token) {
    String model = body.contains("'model'") ? "" : "'model': 'tiny', ";
    String json =
        body.replace("%s", model + "'messages': [{'role': 'user', 'content': 'Where?'}]")
            .replace('\'', '"');
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d/v1/%s".formatted(sampler.port(), route)))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + token)
        .POST(HttpRequest.BodyPublishers.ofString(json))
        .build();
  }

  private static String lora(Path adapter) {
    return "{'lora_name': 'ft:tiny', 'lora_path': '%s'}".formatted(adapter);
  }

  private static JsonNode error(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body()).get("error");
  }

  private static String content(JsonNode answer) {
    return answer.get("choices").get(0).get("message").get("content").asString();
  }

  private static JsonNode delta(JsonNode chunk) {
    return chunk.get("choices").get(0).get("delta");
  }

  private static String text(JsonNode chunk) {
    return chunk.get("choices").isEmpty() ? "" : delta(chunk).path("content").asString("");
  }
}
