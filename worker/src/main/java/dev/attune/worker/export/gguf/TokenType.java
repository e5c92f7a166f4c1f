package dev.attune.worker.export.gguf;

/** llama.cpp's kinds of tokens and their codes. */
enum TokenType {
  NORMAL(1),
  UNKNOWN(2),
  CONTROL(3),
  USER_DEFINED(4),
  UNUSED(5),
  BYTE(6);

  private final int code;

  TokenType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** Whether the token is looked for in a text before anything else. */
  static boolean isSought(int code) {
    return code == CONTROL.code || code == USER_DEFINED.code || code == UNKNOWN.code;
  }
}
