package dev.attune.starter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The small files of the starter model's directory. */
final class StarterFiles {
  static final String BEGIN = "<|begin|>";
  static final String END = "<|end|>";
  static final String ASSISTANT = "<|assistant|>";
  static final List<String> SPECIAL_TOKENS =
      List.of(BEGIN, END, "<|system|>", "<|user|>", ASSISTANT);

  private final Path target;

  StarterFiles(Path target) {
    this.target = target;
  }

  Path target() {
    return target;
  }

  /** What the chat template makes of messages; a test holds the two against each other. */
  static String render(List<Conversation.Message> messages) {
    StringBuilder text = new StringBuilder(BEGIN);
    for (Conversation.Message message : messages) {
      text.append("<|").append(message.role()).append("|>\n").append(message.content());
      text.append(message.role().equals("assistant") ? END : "\n");
    }
    return text.toString();
  }

  void writeTokenizer(String tokenizerJson) throws IOException {
    write("tokenizer.json", tokenizerJson);
    write(
        "tokenizer_config.json",
        """
        {
          "tokenizer_class": "PreTrainedTokenizerFast",
          "bos_token": "%s",
          "eos_token": "%s",
          "pad_token": "%s",
          "clean_up_tokenization_spaces": false,
          "model_max_length": 512
        }
        """
            .formatted(BEGIN, END, END));
    write("chat_template.jinja", resource("chat_template.jinja"));
  }

  void writeDescription(int vocabSize) throws IOException {
    write("config.json", configJson(vocabSize, "bfloat16"));
    write(
        "generation_config.json",
        """
        {
          "bos_token_id": 0,
          "eos_token_id": 1
        }
        """);
    write("README.md", resource("MODEL_CARD.md"));
  }

  static String configJson(int vocabSize, String dtype) {
    return """
    {
      "architectures": ["LlamaForCausalLM"],
      "model_type": "llama",
      "vocab_size": %d,
      "hidden_size": 192,
      "intermediate_size": 512,
      "num_hidden_layers": 4,
      "num_attention_heads": 6,
      "num_key_value_heads": 3,
      "max_position_embeddings": 512,
      "rms_norm_eps": 1e-05,
      "rope_theta": 10000.0,
      "hidden_act": "silu",
      "attention_bias": false,
      "mlp_bias": false,
      "tie_word_embeddings": true,
      "bos_token_id": 0,
      "eos_token_id": 1,
      "torch_dtype": "%s"
    }
    """
        .formatted(vocabSize, dtype);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(target.resolve(name), text);
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(StarterFiles.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
