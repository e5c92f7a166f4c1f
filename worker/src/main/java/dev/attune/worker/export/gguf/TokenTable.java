package dev.attune.worker.export.gguf;

import dev.attune.torch.gguf.GgufValue;
import dev.attune.worker.export.source.ExportException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All tokens of a model by id, as many as its embedding has rows; ids that no text becomes are
 * filled up.
 */
record TokenTable(List<String> texts, List<TokenType> types) {

  static TokenTable of(TokenizerJson tokenizer, int rows) {
    String[] texts = new String[rows];
    TokenType[] types = new TokenType[rows];
    for (Map.Entry<String, Integer> token : tokenizer.ids().entrySet()) {
      int id = token.getValue();
      if (id >= rows) {
        throw ExportException.unsupported(
            "The token '%s' has the id %d, but the model has only %d rows for tokens."
                .formatted(token.getKey(), id, rows));
      }
      types[id] = type(tokenizer, id, token.getKey());
      texts[id] = text(token.getKey(), types[id]);
    }
    for (int id = 0; id < rows; id++) {
      if (texts[id] == null) {
        texts[id] = "[PAD%d]".formatted(id);
        types[id] = TokenType.UNUSED;
      }
    }
    return new TokenTable(List.of(texts), List.of(types));
  }

  void addTo(Map<String, GgufValue> values) {
    values.put("tokenizer.ggml.tokens", new GgufValue.Texts(texts));
    List<Integer> codes = new ArrayList<>(types.size());
    types.forEach(type -> codes.add(type.code()));
    values.put("tokenizer.ggml.token_type", new GgufValue.Integers(codes));
  }

  private static TokenType type(TokenizerJson tokenizer, int id, String text) {
    if (tokenizer.unknown().filter(unknown -> unknown == id).isPresent()) {
      return TokenType.UNKNOWN;
    }
    TokenizerJson.Added added = tokenizer.added().get(id);
    if (added != null) {
      return added.special() || looksSpecial(text) ? TokenType.CONTROL : TokenType.USER_DEFINED;
    }
    boolean isByte = !tokenizer.isByteLevel() && text.matches("<0x[0-9A-F]{2}>");
    return isByte ? TokenType.BYTE : TokenType.NORMAL;
  }

  /** A token that is sought in the text is written as the text has it. */
  private static String text(String token, TokenType type) {
    return type == TokenType.USER_DEFINED ? token.replace('▁', ' ') : token;
  }

  /** Some models forget to call their control tokens special; llama.cpp's converter does not. */
  private static boolean looksSpecial(String text) {
    return text.startsWith("<|") && text.endsWith("|>");
  }
}
