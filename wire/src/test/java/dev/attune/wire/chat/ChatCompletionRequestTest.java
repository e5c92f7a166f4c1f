package dev.attune.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.wire.errors.ApiError;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.WireJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChatCompletionRequestTest {

  @Test
  void theSmallestRequestHasTheDefaultsOfTheWire() {
    ChatCompletionRequest request = with("");

    assertThat(request.sampling()).isEqualTo(new Sampling(1, 1, null, 0, 0, Map.of()));
    assertThat(request.length()).isEqualTo(new Length(1, null, List.of()));
    assertThat(request.streaming()).isEqualTo(new Streaming(false, false, true));
    assertThat(request.logprobs()).isEqualTo(new LogprobsWanted(false, 0));
    assertThat(request.responseFormat()).isEqualTo(new ResponseFormat.Text());
    assertThat(request.unsupported()).isEmpty();
  }

  @Test
  void everythingThatTheSamplerDoesIsRead() {
    ChatCompletionRequest request =
        with(
            ",'temperature':0,'top_p':0.9,'seed':7,'n':3,'max_completion_tokens':64,"
                + "'stop':['a','b'],'stream':true,'stream_options':{'include_usage':true,"
                + "'include_obfuscation':false},'logprobs':true,'top_logprobs':2,"
                + "'frequency_penalty':0.5,'presence_penalty':-2,'logit_bias':{'50256':-100},"
                + "'response_format':{'type':'json_object'}");

    assertThat(request.sampling())
        .isEqualTo(new Sampling(0, 0.9, 7L, 0.5, -2, Map.of(50256, -100)));
    assertThat(request.responseFormat()).isEqualTo(new ResponseFormat.JsonText());
    assertThat(request.length()).isEqualTo(new Length(3, 64, List.of("a", "b")));
    assertThat(request.streaming()).isEqualTo(new Streaming(true, true, false));
    assertThat(request.logprobs()).isEqualTo(new LogprobsWanted(true, 2));
    assertThat(request.unsupported()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'user':'u'",
        "'metadata':{'k':'v'}",
        "'store':false",
        "'service_tier':'flex'",
        "'parallel_tool_calls':false",
        "'prompt_cache_key':'k'",
        "'safety_identifier':'s'",
        "'prompt_cache_retention':'in_memory'",
        "'logit_bias':{}",
        "'frequency_penalty':0",
        "'presence_penalty':-0.0",
        "'modalities':['text']",
        "'response_format':{'type':'text'}",
        "'tool_choice':'none'",
        "'function_call':'auto'",
        "'reasoning_effort':'medium'",
        "'verbosity':'medium'",
        "'tools':null",
        "'audio':null",
        "'prediction':null"
      })
  void whatChangesNothingIsAccepted(String field) {
    assertThat(with("," + field).unsupported()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'tools':[{'type':'function','function':{'name':'f'}}] | tools              | parameter
          'functions':[{'name':'f'}]                            | functions          | parameter
          'response_format':{'type':'json_schema','json_schema':{'name':'n'}} | response_format | value
          'audio':{'voice':'alloy','format':'wav'}              | audio              | parameter
          'modalities':['text','audio']                         | modalities         | value
          'prediction':{'type':'content','content':'x'}         | prediction         | parameter
          'web_search_options':{}                               | web_search_options | parameter
          'moderation':{'model':'m'}                            | moderation         | parameter
          'store':true                                          | store              | value
          'reasoning_effort':'high'                             | reasoning_effort   | parameter
          'verbosity':'low'                                     | verbosity          | parameter
          """)
  void whatWouldChangeTheAnswerIsRefusedByName(String field, String param, String what) {
    ApiError error = with("," + field).unsupported().orElseThrow();

    assertThat(error.status()).isEqualTo(400);
    assertThat(error.param()).isEqualTo(param);
    assertThat(error.code()).isEqualTo("unsupported_" + what);
    assertThat(error.message()).contains("'" + param + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"the", "-1", "1.0", "", "99999999999"})
  void aBiasOfWhatIsNoTokenIsRefused(String key) {
    assertThatThrownBy(() -> with(",'logit_bias':{'%s':1}".formatted(key)))
        .hasMessageContaining("'logit_bias'")
        .hasMessageContaining("is no token id");
  }

  @Test
  void aPictureIsRefusedAtItsPlace() {
    Optional<ApiError> error =
        read("{'model':'m','messages':[{'role':'system','content':'s'},{'role':'user','content':"
                + "[{'type':'text','text':'t'},{'type':'image_url','image_url':{'url':'u'}}]}]}")
            .unsupported();

    assertThat(error).map(ApiError::param).contains("messages[1].content[1]");
  }

  @Test
  void fieldsThatNeedEachOtherAreRefusedAlone() {
    assertThatThrownBy(() -> with(",'stream_options':{'include_usage':true}"))
        .hasMessage("The 'stream_options' parameter is only allowed when 'stream' is specified.");
    assertThatThrownBy(() -> with(",'top_logprobs':2"))
        .hasMessage("The 'top_logprobs' parameter is only allowed when 'logprobs' is specified.");
    assertThatThrownBy(() -> with(",'tool_choice':'required'"))
        .hasMessage("The 'tool_choice' parameter is only allowed when 'tools' is specified.");
    assertThatThrownBy(() -> with(",'max_tokens':5,'max_completion_tokens':6"))
        .hasMessageStartingWith("Invalid 'max_tokens': it says another number than");
    assertThat(with(",'max_tokens':5").length().maxTokens()).isEqualTo(5);
  }

  private static ChatCompletionRequest with(String fields) {
    return read("{'model':'m','messages':[{'role':'user','content':'hi'}]" + fields + "}");
  }

  private static ChatCompletionRequest read(String json) {
    return ChatCompletionRequest.read(WireJson.parse(json.replace('\'', '"'), JsonLimits.CHAT));
  }
}
