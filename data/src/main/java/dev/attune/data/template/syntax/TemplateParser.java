package dev.attune.data.template.syntax;

import dev.attune.data.template.value.TemplateException;
import java.util.List;

/** Reads a template. */
public final class TemplateParser {
  private TemplateParser() {}

  /**
   * The statements of {@code source}.
   *
   * @throws TemplateException of kind {@code SYNTAX} with the line, or {@code LIMIT} for a template
   *     nested too deep
   */
  public static List<Statement> parse(String source) {
    return new StatementParser(new TokenStream(Lexer.lex(source))).parseAll();
  }
}
