package dev.attune.data;

import dev.attune.data.template.Rendered;
import dev.attune.data.tokenizer.Tokenizer;
import dev.attune.wire.chat.ChatMessage;
import dev.attune.wire.chat.ToolDefinition;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A model's way with text: its tokenizer and its chat template, which training, validation and chat
 * share, so that all three see the same tokens for the same messages. Any number of threads may use
 * it at the same time.
 */
public final class ModelText implements AutoCloseable {
  private final Tokenizer tokenizer;
  private final ChatRenderer renderer;
  private final TurnShape shape;
  private final Set<Integer> endTokens;

  private ModelText(ModelFiles files, Tokenizer tokenizer, ChatRenderer renderer) {
    this.tokenizer = tokenizer;
    this.renderer = renderer;
    this.shape = TurnShape.probe(renderer);
    this.endTokens = EndTokens.of(files, renderer.special(), tokenizer, shape);
  }

  /**
   * Loads what a Hugging Face model directory says about text.
   *
   * @throws dev.attune.data.failure.DataException names the file that is missing or broken
   */
  public static ModelText load(Path directory) {
    return load(directory, InstantSource.system());
  }

  /** As {@link #load(Path)}, for templates that write the date: {@code clock} says which. */
  public static ModelText load(Path directory, InstantSource clock) {
    ModelFiles files = new ModelFiles(directory);
    ChatRenderer renderer =
        new ChatRenderer(ChatTemplates.read(files), SpecialTokens.read(files), clock);
    return new ModelText(
        files, Tokenizer.parse(TokenizerFiles.NAME, TokenizerFiles.json(files)), renderer);
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
    return EndTokens.turnEnd(tokenizer, shape);
  }

  /**
   * What the template itself writes between a prompt and the answer, such as a blank or an empty
   * block of thoughts. A tuned model writes it too; it is no part of the answer.
   */
  public String answerOpening() {
    return shape.opening();
  }

  /** The tokens behind which the model answers. */
  public int[] encodePrompt(List<ChatMessage> messages) {
    return encodePrompt(messages, List.of());
  }

  /** As {@link #encodePrompt(List)}, with tools that the model may call. */
  public int[] encodePrompt(List<ChatMessage> messages, List<ToolDefinition> tools) {
    return tokenizer.encode(renderPrompt(messages, tools));
  }

  /** The text behind which the model answers. */
  public String renderPrompt(List<ChatMessage> messages, List<ToolDefinition> tools) {
    return renderer.render(messages, tools, true).text();
  }

  /** A conversation as it is, with the places that the template marks as generated. */
  public Rendered renderConversation(List<ChatMessage> messages, List<ToolDefinition> tools) {
    return renderer.render(messages, tools, false);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
