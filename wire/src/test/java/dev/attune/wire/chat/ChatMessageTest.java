package dev.attune.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.attune.wire.errors.ApiError;
import dev.attune.wire.errors.ApiException;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.JsonObject;
import dev.attune.wire.json.WireJson;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChatMessageTest {

  @Test
  void everyRoleSaysItsContent() {
    assertThat(read("{'role':'system','content':'be kind','name':'op'}"))
        .isEqualTo(new ChatMessage.System(text("be kind"), "op"));
    assertThat(read("{'role':'developer','content':'be kind'}"))
        .isEqualTo(new ChatMessage.Developer(text("be kind"), null));
    assertThat(read("{'role':'user','content':''}"))
        .isEqualTo(new ChatMessage.User(text(""), null));
    assertThat(read("{'role':'tool','content':'22','tool_call_id':'call_1'}"))
        .isEqualTo(new ChatMessage.Tool(text("22"), "call_1"));
    assertThat(read("{'role':'function','name':'f','content':null}"))
        .isEqualTo(new ChatMessage.Function("f", null));
  }

  @Test
  void anAssistantMayCallToolsInsteadOfTalking() {
    String call = "{'id':'call_1','type':'function','function':{'name':'f','arguments':'{}'}}";

    assertThat(read("{'role':'assistant','content':null,'tool_calls':[" + call + "],'weight':0}"))
        .isEqualTo(
            new ChatMessage.Assistant(
                null,
                null,
                null,
                List.of(new ToolCall.Function("call_1", new FunctionCall("f", "{}"))),
                null,
                0));
    assertThat(read("{'role':'assistant','function_call':{'name':'f','arguments':'{}'}}"))
        .isEqualTo(
            new ChatMessage.Assistant(
                null, null, null, List.of(), new FunctionCall("f", "{}"), null));
  }

  @Test
  void whatTheApiAnsweredIsTakenBackAsHistory() {
    assertThat(
            read(
                "{'role':'assistant','content':'hi','refusal':null,'annotations':[],'audio':null,"
                    + "'tool_calls':null,'function_call':null}"))
        .isEqualTo(new ChatMessage.Assistant(text("hi"), null, null, List.of(), null, null));
  }

  @Test
  void partsAreReadByTheirType() {
    assertThat(
            read(
                "{'role':'user','content':[{'type':'text','text':'what is this?'},"
                    + "{'type':'image_url','image_url':{'url':'https://a/b.png','detail':'low'}},"
                    + "{'type':'file','file':{'file_id':'file-1'}},"
                    + "{'type':'input_audio','input_audio':{'data':'aGk=','format':'wav'}}]}"))
        .isEqualTo(
            new ChatMessage.User(
                new Content.Parts(
                    List.of(
                        new ContentPart.Text("what is this?"),
                        new ContentPart.ImageUrl("https://a/b.png", ContentPart.Detail.LOW),
                        new ContentPart.File("file-1", null, null),
                        new ContentPart.InputAudio("aGk=", "wav"))),
                null));
  }

  @Test
  void everyMistakeIsNamedInTheWordsOfTheWire() {
    assertRefused("{'content':'x'}", "role", "Missing required parameter: 'm[0].role'.");
    assertRefused(
        "{'role':'usr','content':'x'}",
        "role",
        "Invalid value: 'usr'. Supported values are: 'system', 'developer', 'user', 'assistant',"
            + " 'tool', and 'function'.");
    assertRefused("{'role':'user'}", "content", "Missing required parameter: 'm[0].content'.");
    assertRefused(
        "{'role':'user','content':3}",
        "content",
        "Invalid type for 'm[0].content': expected one of a string or array of objects, but got an"
            + " integer instead.");
    assertRefused(
        "{'role':'assistant','content':null}",
        "content",
        "Invalid type for 'm[0].content': expected one of a string or array of objects, but got"
            + " null instead.");
    assertRefused("{'role':'assistant'}", "content", "Missing required parameter: 'm[0].content'.");
    assertRefused(
        "{'role':'user','content':[]}",
        "content",
        "Invalid 'm[0].content': empty array. Expected an array with minimum length 1, but got an"
            + " empty array instead.");
    assertRefused(
        "{'role':'assistant','content':[{'type':'image_url','image_url':{'url':'u'}}]}",
        "content[0].type",
        "Invalid value: 'image_url'. Supported values are: 'text' and 'refusal'.");
    assertRefused(
        "{'role':'assistant','content':'x','weight':2}",
        "weight",
        "Invalid 'm[0].weight': integer above maximum value. Expected a value <= 1, but got 2"
            + " instead.");
    assertRefused(
        "{'role':'assistant','content':'x','weight':0.5}",
        "weight",
        "Invalid type for 'm[0].weight': expected an integer, but got a decimal number instead.");
    assertRefused(
        "{'role':'tool','content':'x'}",
        "tool_call_id",
        "Missing required parameter: 'm[0].tool_call_id'.");
    assertRefused(
        "{'role':'user','content':'x','wieght':1}", "wieght", "Unknown parameter: 'm[0].wieght'.");
    assertRefused(
        "{'role':'assistant','audio':{'id':'a'}}",
        "audio",
        "Unsupported parameter: 'm[0].audio' is not supported with this model.");
  }

  @Test
  void aMessageThatIsNoObjectIsRefused() {
    ApiError error = refusal("3");

    assertThat(error.param()).isEqualTo("m[0]");
    assertThat(error.message())
        .isEqualTo("Invalid type for 'm[0]': expected an object, but got an integer instead.");
  }

  private static void assertRefused(String json, String param, String message) {
    ApiError error = refusal(json);
    assertThat(error.message()).isEqualTo(message);
    assertThat(error.param()).isEqualTo("m[0]." + param);
  }

  private static ApiError refusal(String json) {
    return catchThrowableOfType(ApiException.class, () -> read(json)).error();
  }

  private static ChatMessage read(String json) {
    String body = "{\"m\":[" + json.replace('\'', '"') + "]}";
    return JsonObject.read(
            WireJson.parse(body, JsonLimits.SMALL), o -> o.required("m").list(ChatMessage::read))
        .getFirst();
  }

  private static Content text(String text) {
    return new Content.Text(text);
  }
}
