package dev.attune.data;

import dev.attune.data.template.Rendered;
import dev.attune.data.tokenizer.EncodedText;
import dev.attune.data.tokenizer.Tokenizer;
import dev.attune.wire.chat.ChatMessage;
import dev.attune.wire.chat.ToolDefinition;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A model's way with text: its tokenizer and its chat template, which training, validation and chat
 * share, so that all three see the same tokens for the same messages. Any number of threads may use
 * it at the same time.
 */
public final class ModelText implements AutoCloseable {
  private final Tokenizer tokenizer;
  private final Tokenizer reader;
  private final ChatRenderer renderer;
  private final TurnShape shape;
  private final Optional<Integer> turnEnd;
  private final Set<Integer> endTokens;
  private final OptionalInt textEnd;

  /** {@code reader} is the tokenizer for what {@code renderer} writes. */
  private ModelText(
      ModelFiles files, Tokenizer tokenizer, Tokenizer reader, ChatRenderer renderer) {
    this.tokenizer = tokenizer;
    this.reader = reader;
    this.renderer = renderer;
    this.shape = TurnShape.probe(renderer);
    this.turnEnd = EndTokens.turnEnd(reader, shape);
    this.endTokens = EndTokens.of(files, renderer.special(), tokenizer, turnEnd);
    this.textEnd =
        renderer.special().eosToken().map(tokenizer::findToken).orElse(OptionalInt.empty());
  }

  /**
   * Loads what a Hugging Face model directory says about text, with control tokens recognized
   * wherever they are written.
   *
   * @throws dev.attune.data.failure.DataException names the file that is missing or broken
   */
  public static ModelText load(Path directory) {
    return load(directory, ControlTokens.RECOGNIZED);
  }

  /** As {@link #load(Path)}, with {@code controls} for what people write. */
  public static ModelText load(Path directory, ControlTokens controls) {
    return load(directory, controls, InstantSource.system());
  }

  /** As above, for templates that write the date: {@code clock} says which. */
  public static ModelText load(Path directory, ControlTokens controls, InstantSource clock) {
    ModelFiles files = new ModelFiles(directory);
    ChatTemplates templates = ChatTemplates.read(files);
    SpecialTokens special = SpecialTokens.read(files);
    String json = TokenizerFiles.json(files);
    Tokenizer tokenizer = Tokenizer.parse(TokenizerFiles.NAME, json);
    return switch (controls) {
      case RECOGNIZED ->
          new ModelText(
              files,
              tokenizer,
              tokenizer,
              new ChatRenderer(templates, special, clock, Spelling.USUAL));
      case PLAIN -> {
        PrivateSpelling spelling = PrivateSpelling.of(tokenizer);
        yield new ModelText(
            files,
            tokenizer,
            tokenizer.respelled(json, spelling.byUsual()),
            new ChatRenderer(templates, special, clock, spelling));
      }
    };
  }

  /**
   * The {@code tokenizer.json} of a model directory, or what its older files say in that form.
   *
   * @throws dev.attune.data.failure.DataException names the file that is missing or broken
   */
  public static String tokenizerJson(Path directory) {
    return TokenizerFiles.json(new ModelFiles(directory));
  }

  /** The usual chat template of a model directory, or what stands for one, as it is written. */
  public static String templateSource(Path directory) {
    return ChatTemplates.usualSource(new ModelFiles(directory));
  }

  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /**
   * The tokens that end an answer: the model's end-of-sequence tokens, and the control token with
   * which the template ends what the assistant says.
   */
  public Set<Integer> endTokens() {
    return endTokens;
  }

  /** Of these, the control token with which the template ends what the assistant says. */
  public Optional<Integer> turnEnd() {
    return turnEnd;
  }

  /**
   * What the template itself writes between a prompt and the answer, such as a blank or an empty
   * block of thoughts. A tuned model writes it too; it is no part of the answer.
   */
  public String answerOpening() {
    return renderer.spelling().reveal(shape.opening());
  }

  /** The same as it stands in what is rendered. */
  public String renderedOpening() {
    return shape.opening();
  }

  /** The tokens behind which the model answers. */
  public int[] encodePrompt(List<ChatMessage> messages) {
    return encodePrompt(messages, List.of());
  }

  /** As {@link #encodePrompt(List)}, with tools that the model may call. */
  public int[] encodePrompt(List<ChatMessage> messages, List<ToolDefinition> tools) {
    return reader.encode(renderPrompt(messages, tools));
  }

  /** The tokens that a text without messages begins with, such as a token for its beginning. */
  public int[] textOpening() {
    return Arrays.stream(tokenizer.around()).filter(id -> !endTokens.contains(id)).toArray();
  }

  /** The token that ends a text; empty where the tokenizer names none. */
  public OptionalInt textEnd() {
    return textEnd;
  }

  /** The tokens of a rendered text, with the place of each in it. */
  public EncodedText encodeRendered(String rendered) {
    return reader.encodeWithOffsets(rendered);
  }

  /**
   * The text behind which the model answers. What is rendered is for {@link #encodeRendered} and
   * not for people: unless control tokens are recognized everywhere, they are spelled otherwise.
   */
  public String renderPrompt(List<ChatMessage> messages, List<ToolDefinition> tools) {
    return renderer.render(messages, tools, true).text();
  }

  /** A conversation as it is, with the places that the template marks as generated. */
  public Rendered renderConversation(List<ChatMessage> messages, List<ToolDefinition> tools) {
    return renderer.render(messages, tools, false);
  }

  @Override
  public void close() {
    reader.close();
    tokenizer.close();
  }
}
