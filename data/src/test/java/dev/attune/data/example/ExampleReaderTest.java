package dev.attune.data.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.data.lines.LineException;
import dev.attune.data.lines.ReadListener;
import dev.attune.wire.chat.ChatMessage;
import dev.attune.wire.chat.ToolDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExampleReaderTest {
  private static final String GOOD =
      "{'messages': [{'role': 'user', 'content': 'Where?'}, {'role': 'assistant', 'content': 'There.'}]}";

  @TempDir Path folder;

  @Test
  void examplesComeInOrderWithTheirLines() throws IOException {
    assertThat(read(GOOD, GOOD, GOOD)).extracting(Example::line).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aByteOrderMarkWindowsLinesAndEmptyLinesAtTheEndAreAccepted() throws IOException {
    String text = "\ufeff" + GOOD + "\r\n" + GOOD + "\r\n\r\n  \n";

    assertThat(readText(text)).hasSize(2);
  }

  @Test
  void theLastLineNeedsNoEnd() throws IOException {
    assertThat(readText(GOOD + "\n" + GOOD)).hasSize(2);
  }

  @Test
  void everythingThatALineMayHoldIsRead() throws IOException {
    Example example =
        read("{'messages': [{'role': 'system', 'content': 'a'}, {'role': 'developer', 'content': 'b'},"
                + " {'role': 'user', 'content': [{'type': 'text', 'text': 'c'}], 'name': 'Ann'},"
                + " {'role': 'assistant', 'content': null, 'weight': 1, 'tool_calls': [{'id': 'c1',"
                + " 'type': 'function', 'function': {'name': 'find', 'arguments': '{}'}}]},"
                + " {'role': 'tool', 'content': 'd', 'tool_call_id': 'c1'},"
                + " {'role': 'assistant', 'function_call': {'name': 'find', 'arguments': '{}'}},"
                + " {'role': 'function', 'name': 'find', 'content': 'e'}],"
                + " 'tools': [{'type': 'function', 'function': {'name': 'find'}}],"
                + " 'functions': [{'name': 'older', 'parameters': {}}],"
                + " 'parallel_tool_calls': false}")
            .getFirst();

    assertThat(example.messages())
        .extracting(ChatMessage::role)
        .extracting(Enum::name)
        .containsExactly(
            "SYSTEM", "DEVELOPER", "USER", "ASSISTANT", "TOOL", "ASSISTANT", "FUNCTION");
    assertThat(example.tools())
        .extracting(tool -> ((ToolDefinition.Function) tool).function().name())
        .containsExactly("find", "older");
    assertThat(example.tools().getLast().json().path("function").path("name").asString())
        .isEqualTo("older");
    assertThat(example.parallelToolCalls()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'messages': [{'content': 'a'}]} | Example 2, message 1: | 'messages[0].role'",
        "{'messages': [{'role': 'user', 'content': 'a'}, {'role': 'bot', 'content': 'b'}]} | Example 2, message 2, 'messages[1].role': | 'bot'",
        "{'messages': [{'role': 'user'}]} | Example 2, message 1: | content",
        "{'messages': [{'role': 'assistant'}]} | Example 2, message 1: | content",
        "{'messages': [{'role': 'assistant', 'content': 'a', 'weight': 2}]} | Example 2, message 1: | weight",
        "{'messages': [{'role': 'assistant', 'content': 'a', 'mood': 'good'}]} | Example 2, message 1: | mood",
        "{'messages': [{'role': 'user', 'content': 'a'}]} | Example 2 has no message of the role 'assistant' | Add the answer",
        "{'messages': [{'role': 'assistant', 'content': 'a', 'weight': 0}]} | Example 2 has weight 0 | weight 1",
        "{'messages': []} | Example 2: | empty array",
        "{'messages': 'a'} | Example 2: | an array",
        "{'messages': [3]} | Example 2, message 1: | an object",
        "{'messages': [{'role': 'assistant', 'content': 'a'}], 'tool': []} | Example 2: | tool",
        "{'messages': [{'role': 'assistant', 'content': 'a'}], 'tools': [{'type': 'x'}]} | Example 2, 'tools[0].type': | 'function' and 'custom'",
        "{'prompt': 'a'} | Example 2: | completion",
        "{'prompt': 'a', 'completion': ''} | Example 2: | completion",
        "{'prompt': 3, 'completion': 'b'} | Example 2: | prompt",
        "{'input': {}, 'preferred_output': [], 'non_preferred_output': []} | Example 2 is in the preference format | 'dpo'",
        "{'input': {}, 'preferred_completion': [], 'non_preferred_completion': []} | Example 2 is in the preference format | 'dpo'",
        "{'messages': [{'role': 'user', 'content': 'a'}], 'target': 3} | Example 2 is in the reinforcement format | grader",
        "{'custom_id': 'a', 'method': 'POST', 'url': 'u', 'body': {}} | Example 2 is a request for the batch API | messages",
        "{'text': 'a'} | Example 2 has no 'messages' | expected either prompt/completion pairs or chat messages",
        "[] | Line 2 is not a JSON object but an array | one example",
        "3 | Line 2 is not a JSON object but a number | one example",
        "null | Line 2 is not a JSON object but null | one example",
        "{'messages': [} | Line 2 is not valid JSON at column 15: unexpected close marker '}': expected ']'. | column",
        "{'messages': | Line 2 is not valid JSON at column | end-of-input",
        "{ | Line 2 is not valid JSON | whole in a line of its own",
        "{} {} | Line 2 is not valid JSON | more than one value",
        "{'messages': 1, 'messages': 2} | Line 2: | given twice",
      })
  void whatIsWrongWithALineIsSaid(String line, String place, String why) throws IOException {
    assertThatThrownBy(() -> read(GOOD, line, GOOD))
        .isInstanceOf(LineException.class)
        .hasMessageStartingWith(place)
        .hasMessageContaining(why)
        .extracting(e -> ((LineException) e).line())
        .isEqualTo(2L);
  }

  @Test
  void anEmptyLineBetweenOthersIsNamed() {
    assertThatThrownBy(() -> readText(GOOD + "\n\n" + GOOD))
        .isInstanceOf(LineException.class)
        .hasMessage("Line 2 is empty, but others follow it. Remove it.");
  }

  @Test
  void aLineThatIsNotUtf8IsNamed() throws IOException {
    Path file = folder.resolve("latin1.jsonl");
    Files.write(
        file,
        (json(GOOD) + "\n" + json(GOOD).replace("There", "Thère"))
            .getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(
            () -> ExampleReader.read(file, LineFormat.SUPERVISED, example -> {}, ReadListener.NONE))
        .isInstanceOf(LineException.class)
        .hasMessage("Line 2 is not UTF-8. Save the file as UTF-8.");
  }

  @Test
  void aFileInUtf16SaysThatItIsNotUtf8() throws IOException {
    Path file = folder.resolve("utf16.jsonl");
    Files.write(file, ("\ufeff" + json(GOOD)).getBytes(StandardCharsets.UTF_16LE));

    assertThatThrownBy(
            () -> ExampleReader.read(file, LineFormat.SUPERVISED, example -> {}, ReadListener.NONE))
        .hasMessageContaining("is not UTF-8");
  }

  private List<Example> read(String... lines) throws IOException {
    return readText(String.join("\n", lines) + "\n");
  }

  private List<Example> readText(String text) throws IOException {
    Path file = folder.resolve("file.jsonl");
    Files.writeString(file, json(text));
    List<Example> examples = new ArrayList<>();
    ExampleReader.read(
        file, LineFormat.SUPERVISED, line -> examples.add((Example) line), ReadListener.NONE);
    return examples;
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
