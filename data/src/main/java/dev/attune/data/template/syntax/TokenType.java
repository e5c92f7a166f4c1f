package dev.attune.data.template.syntax;

/** The kinds of pieces a template is cut into. */
enum TokenType {
  DATA("text"),
  PRINT_BEGIN("'{{'"),
  PRINT_END("'}}'"),
  BLOCK_BEGIN("'{%'"),
  BLOCK_END("'%}'"),
  NAME("a name"),
  LITERAL("a literal"),
  OPERATOR("an operator"),
  END("the end of the template");

  private final String description;

  TokenType(String description) {
    this.description = description;
  }

  String description() {
    return description;
  }
}
