package dev.attune.wire.chat;

import static dev.attune.wire.json.Mutations.Kind.ARRAY;
import static dev.attune.wire.json.Mutations.Kind.BOOLEAN;
import static dev.attune.wire.json.Mutations.Kind.DECIMAL;
import static dev.attune.wire.json.Mutations.Kind.INTEGER;
import static dev.attune.wire.json.Mutations.Kind.OBJECT;
import static dev.attune.wire.json.Mutations.Kind.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.json.Mutations;
import dev.attune.wire.json.Mutations.Mutation;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of the request for an answer, wrong in every way. */
final class ChatCompletionRequestFieldsTest {
  private static final Mutations REQUEST =
      new Mutations(
          """
          {'model':'starter','messages':[
             {'role':'system','content':'s','name':'n'},
             {'role':'user','content':[{'type':'text','text':'t'},
               {'type':'image_url','image_url':{'url':'u','detail':'low'}},
               {'type':'input_audio','input_audio':{'data':'d','format':'wav'}},
               {'type':'file','file':{'file_id':'f','filename':'n','file_data':'d'}}]},
             {'role':'assistant','content':'c','refusal':'r','name':'n','weight':1,
               'tool_calls':[{'id':'1','type':'function','function':{'name':'f','arguments':'{}'}},
                 {'id':'2','type':'custom','custom':{'name':'f','input':'i'}}],
               'function_call':{'name':'f','arguments':'{}'}},
             {'role':'tool','content':'c','tool_call_id':'1'},
             {'role':'function','content':'c','name':'f'}],
           'temperature':0.5,'top_p':0.5,'seed':1,'frequency_penalty':1,'presence_penalty':1,
           'logit_bias':{'50256':-100},'n':2,'max_tokens':9,'max_completion_tokens':9,
           'stop':['a'],'stream':true,
           'stream_options':{'include_usage':true,'include_obfuscation':false},
           'logprobs':true,'top_logprobs':5,
           'response_format':{'type':'json_schema','json_schema':
             {'name':'n','description':'d','schema':{},'strict':true}},
           'tools':[{'type':'function','function':
             {'name':'f','description':'d','parameters':{},'strict':false}}],
           'tool_choice':{'type':'function','function':{'name':'f'}},
           'parallel_tool_calls':true,
           'functions':[{'name':'f'}],'function_call':{'name':'f'},
           'modalities':['text'],'store':true,'reasoning_effort':'low','verbosity':'low',
           'audio':{},'prediction':{},'web_search_options':{},'moderation':{},
           'metadata':{'k':'v'},'user':'u','safety_identifier':'s','prompt_cache_key':'k',
           'prompt_cache_options':{},'prompt_cache_retention':'24h','service_tier':'auto'}
          """,
          ChatCompletionRequest::read);

  static Stream<Mutation> sampling() {
    return Stream.of(
            REQUEST.of("temperature", false, INTEGER, DECIMAL),
            REQUEST.edges("temperature", List.of("0", "2", "-0.0"), List.of("2.01", "-0.01")),
            REQUEST.of("top_p", false, INTEGER, DECIMAL),
            REQUEST.edges("top_p", List.of("0", "1"), List.of("1.01", "-0.01")),
            REQUEST.of("seed", false, INTEGER),
            REQUEST.edges(
                "seed",
                List.of("-9223372036854775808", "9223372036854775807"),
                List.of("9223372036854775808", "-9223372036854775809")),
            REQUEST.of("frequency_penalty", false, INTEGER, DECIMAL),
            REQUEST.edges("frequency_penalty", List.of("-2", "2"), List.of("-2.1", "2.1")),
            REQUEST.of("presence_penalty", false, INTEGER, DECIMAL),
            REQUEST.edges("presence_penalty", List.of("-2", "2"), List.of("-2.1", "2.1")),
            REQUEST.of("logit_bias", false, OBJECT),
            REQUEST.edges("logit_bias.50256", List.of("-100", "100"), List.of("-101", "101")),
            REQUEST
                .of("logprobs", false, BOOLEAN)
                .filter(m -> !m.expected().name().equals("TAKEN")),
            REQUEST.of("top_logprobs", false, INTEGER),
            REQUEST.edges("top_logprobs", List.of("0", "20"), List.of("-1", "21")))
        .flatMap(Function.identity());
  }

  static Stream<Mutation> length() {
    return Stream.of(
            REQUEST.of("n", false, INTEGER),
            REQUEST.edges("n", List.of("1", "128"), List.of("0", "129")),
            REQUEST.of("max_tokens", false, INTEGER),
            REQUEST
                .of("max_completion_tokens", false, INTEGER)
                .filter(m -> !m.name().endsWith("= 5")),
            REQUEST.of("stop", false, STRING, ARRAY),
            REQUEST.edges(
                "stop",
                List.of("'a'", "['a','b','c','d']"),
                List.of("['a','b','c','d','e']", "[]", "''", "['']")))
        .flatMap(Function.identity());
  }

  static Stream<Mutation> form() {
    return Stream.of(
            REQUEST.presentOnly("stream", BOOLEAN),
            REQUEST.of("stream_options", false, OBJECT),
            REQUEST.of("stream_options.include_usage", false, BOOLEAN),
            REQUEST.of("stream_options.include_obfuscation", false, BOOLEAN),
            REQUEST.of("response_format", false, OBJECT),
            REQUEST.of("response_format.type", true, STRING),
            REQUEST.of("response_format.json_schema", true, OBJECT),
            REQUEST.of("response_format.json_schema.name", true, STRING),
            REQUEST.of("response_format.json_schema.description", false, STRING),
            REQUEST.of("response_format.json_schema.schema", false, OBJECT),
            REQUEST.of("response_format.json_schema.strict", false, BOOLEAN),
            REQUEST.unknownIn(
                "", "stream_options", "response_format", "response_format.json_schema"))
        .flatMap(Function.identity());
  }

  static Stream<Mutation> tools() {
    return Stream.of(
            REQUEST.presentOnly("tools", ARRAY),
            REQUEST.presentOnly("functions", ARRAY),
            REQUEST.of("function_call.name", true, STRING),
            REQUEST.of("tools[0].type", true, STRING),
            REQUEST.of("tools[0].function", true, OBJECT),
            REQUEST.of("tools[0].function.name", true, STRING),
            REQUEST.of("tools[0].function.description", false, STRING),
            REQUEST.of("tools[0].function.parameters", false, OBJECT),
            REQUEST.of("tools[0].function.strict", false, BOOLEAN),
            REQUEST.of("tool_choice", false, STRING, OBJECT),
            REQUEST.edges(
                "tool_choice",
                List.of(
                    "'none'",
                    "'auto'",
                    "'required'",
                    "{'type':'custom','custom':{'name':'f'}}",
                    "{'type':'allowed_tools','allowed_tools':{'mode':'auto','tools':[{}]}}"),
                List.of("'any'", "{'type':'allowed_tools','allowed_tools':{'mode':'none'}}")),
            REQUEST.of("tool_choice.type", true, STRING),
            REQUEST.of("tool_choice.function", true, OBJECT),
            REQUEST.of("tool_choice.function.name", true, STRING),
            REQUEST.of("parallel_tool_calls", false, BOOLEAN),
            REQUEST.of("functions[0].name", true, STRING),
            REQUEST.of("function_call", false, STRING, OBJECT),
            REQUEST.edges("function_call", List.of("'none'", "'auto'"), List.of("'required'")),
            REQUEST.unknownIn("tools[0]", "tool_choice", "tool_choice.function", "function_call"))
        .flatMap(Function.identity());
  }

  static Stream<Mutation> extras() {
    return Stream.of(
            REQUEST.of("modalities", false, ARRAY),
            REQUEST.of("store", false, BOOLEAN),
            REQUEST.of("reasoning_effort", false, STRING),
            REQUEST.of("verbosity", false, STRING),
            REQUEST.of("audio", false, OBJECT),
            REQUEST.of("prediction", false, OBJECT),
            REQUEST.of("web_search_options", false, OBJECT),
            REQUEST.of("moderation", false, OBJECT),
            REQUEST.of("metadata", false, OBJECT),
            REQUEST.presentOnly("metadata.k", STRING),
            REQUEST.of("user", false, STRING),
            REQUEST.of("safety_identifier", false, STRING),
            REQUEST.of("prompt_cache_key", false, STRING),
            REQUEST.of("prompt_cache_options", false, OBJECT),
            REQUEST.of("prompt_cache_retention", false, STRING),
            REQUEST.of("service_tier", false, STRING))
        .flatMap(Function.identity());
  }

  static Stream<Mutation> messages() {
    return Stream.of(
            REQUEST.of("model", true, STRING),
            REQUEST.of("messages", true, ARRAY),
            REQUEST.edges("messages", List.of(), List.of("[]", "[{}]", "['x']")),
            IntStream.range(0, 5)
                .boxed()
                .flatMap(i -> REQUEST.of("messages[%d].role".formatted(i), true, STRING)),
            REQUEST.of("messages[0].content", true, STRING, ARRAY),
            REQUEST.of("messages[0].name", false, STRING),
            REQUEST.of("messages[1].content", true, STRING, ARRAY),
            REQUEST.of("messages[2].content", false, STRING, ARRAY),
            REQUEST.of("messages[2].refusal", false, STRING),
            REQUEST.of("messages[2].name", false, STRING),
            REQUEST.of("messages[2].weight", false, INTEGER),
            REQUEST.of("messages[2].tool_calls", false, ARRAY),
            REQUEST.of("messages[2].function_call", false, OBJECT),
            REQUEST.of("messages[2].function_call.name", true, STRING),
            REQUEST.of("messages[2].function_call.arguments", true, STRING),
            REQUEST.of("messages[3].content", true, STRING, ARRAY),
            REQUEST.of("messages[3].tool_call_id", true, STRING),
            REQUEST.of("messages[4].name", true, STRING),
            REQUEST.presentOnly("messages[4].content", STRING))
        .flatMap(Function.identity());
  }

  static Stream<Mutation> partsOfMessages() {
    String parts = "messages[1].content";
    String calls = "messages[2].tool_calls";
    return Stream.of(
            IntStream.range(0, 4)
                .boxed()
                .flatMap(i -> REQUEST.of("%s[%d].type".formatted(parts, i), true, STRING)),
            REQUEST.of(parts + "[0].text", true, STRING),
            REQUEST.of(parts + "[1].image_url", true, OBJECT),
            REQUEST.of(parts + "[1].image_url.url", true, STRING),
            REQUEST.of(parts + "[1].image_url.detail", false, STRING),
            REQUEST.of(parts + "[2].input_audio", true, OBJECT),
            REQUEST.of(parts + "[2].input_audio.data", true, STRING),
            REQUEST.of(parts + "[2].input_audio.format", true, STRING),
            REQUEST.of(parts + "[3].file", true, OBJECT),
            REQUEST.of(parts + "[3].file.file_id", false, STRING),
            REQUEST.of(parts + "[3].file.filename", false, STRING),
            REQUEST.of(parts + "[3].file.file_data", false, STRING),
            REQUEST.of(calls + "[0].id", true, STRING),
            REQUEST.of(calls + "[0].type", true, STRING),
            REQUEST.of(calls + "[0].function", true, OBJECT),
            REQUEST.of(calls + "[0].function.name", true, STRING),
            REQUEST.of(calls + "[0].function.arguments", true, STRING),
            REQUEST.of(calls + "[1].id", true, STRING),
            REQUEST.of(calls + "[1].type", true, STRING),
            REQUEST.of(calls + "[1].custom", true, OBJECT),
            REQUEST.of(calls + "[1].custom.name", true, STRING),
            REQUEST.of(calls + "[1].custom.input", true, STRING),
            REQUEST.unknownIn(
                "messages[0]",
                "messages[2]",
                parts + "[0]",
                parts + "[1].image_url",
                parts + "[3].file",
                calls + "[0]",
                calls + "[0].function"))
        .flatMap(Function.identity());
  }

  @ParameterizedTest
  @MethodSource({"sampling", "length", "form", "tools", "extras", "messages", "partsOfMessages"})
  void aFieldIsTakenOrRefusedByItsName(Mutation mutation) {
    REQUEST.check(mutation);
  }

  @Test
  void noFieldIsLeftOut() {
    List<String> mutated =
        Stream.of(sampling(), length(), form(), tools(), extras(), messages(), partsOfMessages())
            .flatMap(Function.identity())
            .map(Mutation::path)
            .toList();

    assertThat(mutated).containsAll(REQUEST.paths());
  }
}
