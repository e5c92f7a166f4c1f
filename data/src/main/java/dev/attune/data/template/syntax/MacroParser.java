package dev.attune.data.template.syntax;

import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TemplateException.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code {% macro %}} and {@code {% call %}}. */
final class MacroParser {
  private final TokenStream tokens;
  private final StatementParser statements;
  private final ExpressionParser expressions;
  private final NameUse names;

  MacroParser(
      TokenStream tokens, StatementParser statements, ExpressionParser expressions, NameUse names) {
    this.tokens = tokens;
    this.statements = statements;
    this.expressions = expressions;
    this.names = names;
  }

  Statement parseMacro(int line) {
    String name = tokens.expectName();
    List<Macro.Parameter> parameters = parseParameters();
    return new Statement.DefineMacro(line, parseBody(name, parameters, "endmacro"));
  }

  Statement parseCall(int line) {
    List<Macro.Parameter> parameters = tokens.isOperator("(") ? parseParameters() : List.of();
    if (!(expressions.parse() instanceof Expression.Call call)) {
      throw new TemplateException(Kind.SYNTAX, "expected a call", line);
    }
    return new Statement.CallBlock(line, call, parseBody("caller", parameters, "endcall"));
  }

  private Macro parseBody(String name, List<Macro.Parameter> parameters, String end) {
    names.beginMacro();
    List<Statement> body = statements.parseSeparateBody(end);
    return new Macro(name, parameters, names.endMacro(), body);
  }

  private List<Macro.Parameter> parseParameters() {
    List<Macro.Parameter> parameters = new ArrayList<>();
    tokens.expectOperator("(");
    while (!tokens.takeOperator(")")) {
      Macro.Parameter parameter = parseParameter();
      boolean mayBeLeftOut = !parameters.isEmpty() && parameters.getLast().otherwise() != null;
      if (mayBeLeftOut && parameter.otherwise() == null) {
        throw tokens.error("a parameter without a default stands behind one with a default");
      }
      parameters.add(parameter);
      if (!tokens.isOperator(")")) {
        tokens.expectOperator(",");
      }
    }
    return parameters;
  }

  private Macro.Parameter parseParameter() {
    String name = tokens.expectName();
    return new Macro.Parameter(name, tokens.takeOperator("=") ? expressions.parse() : null);
  }
}
