package dev.attune.data.template.syntax;

import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TemplateException.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads statements: texts, prints and blocks. */
final class StatementParser {
  private static final int MAX_NESTING = 60;

  private final TokenStream tokens;
  private final NameUse names = new NameUse();
  private final ExpressionParser expressions;
  private final TargetParser targets;
  private final MacroParser macros;
  private int nesting;
  private int loops;

  StatementParser(TokenStream tokens) {
    this.tokens = tokens;
    this.expressions = new ExpressionParser(tokens, names);
    this.targets = new TargetParser(tokens);
    this.macros = new MacroParser(tokens, this, expressions, names);
  }

  List<Statement> parseAll() {
    List<Statement> statements = parseUntil(List.of());
    if (!tokens.is(TokenType.END)) {
      throw tokens.error("expected a tag");
    }
    return statements;
  }

  /** From the end of a block's first tag to behind the name of the tag that ends it. */
  List<Statement> parseBody(String end) {
    List<Statement> body = parseBodyUntil(List.of(end));
    tokens.take();
    return body;
  }

  /** As {@link #parseBody}, before the name of one of several tags. */
  private List<Statement> parseBodyUntil(List<String> ends) {
    tokens.takeOperator(":");
    tokens.expect(TokenType.BLOCK_END);
    if (++nesting > MAX_NESTING) {
      throw new TemplateException(
          Kind.LIMIT,
          "Blocks are nested more than %d deep.".formatted(MAX_NESTING),
          tokens.current().line());
    }
    List<Statement> body = parseUntil(ends);
    nesting--;
    return body;
  }

  /** A body of its own, which is no part of the loop around it. */
  List<Statement> parseSeparateBody(String end) {
    int around = loops;
    loops = 0;
    List<Statement> body = parseBody(end);
    loops = around;
    return body;
  }

  private List<Statement> parseUntil(List<String> ends) {
    List<Statement> statements = new ArrayList<>();
    while (!tokens.is(TokenType.END)) {
      int line = tokens.current().line();
      switch (tokens.take().type()) {
        case DATA -> statements.add(new Statement.Text(line, tokens.previous().text()));
        case PRINT_BEGIN -> {
          statements.add(new Statement.Print(line, expressions.parseTuple()));
          tokens.expect(TokenType.PRINT_END);
        }
        default -> {
          if (tokens.isOneOf(ends)) {
            return statements;
          }
          statements.add(parseBlock(line));
          tokens.expect(TokenType.BLOCK_END);
        }
      }
    }
    if (!ends.isEmpty()) {
      throw tokens.error("expected the tag %s".formatted(String.join(" or ", ends)));
    }
    return statements;
  }

  private Statement parseBlock(int line) {
    String tag = tokens.expectName();
    return switch (tag) {
      case "if" -> parseIf(line);
      case "for" -> parseFor(line);
      case "set" -> parseSet(line);
      case "with" -> parseWith(line);
      case "filter" -> new Statement.FilterBlock(line, parseFilters(), parseBody("endfilter"));
      case "macro" -> macros.parseMacro(line);
      case "call" -> macros.parseCall(line);
      case "generation" -> new Statement.Generation(line, parseSeparateBody("endgeneration"));
      case "break" -> insideLoop(new Statement.Break(line));
      case "continue" -> insideLoop(new Statement.Continue(line));
      case "print" -> new Statement.Print(line, expressions.parseTuple());
      case "block" -> parseNamedBlock(line);
      case "include", "import", "from", "extends" -> parseRefused(line, tag);
      default ->
          throw new TemplateException(
              Kind.SYNTAX, "Encountered unknown tag '%s'.".formatted(tag), line);
    };
  }

  private Statement insideLoop(Statement statement) {
    if (loops == 0) {
      throw tokens.error("'break' and 'continue' belong into a loop");
    }
    return statement;
  }

  private Statement parseIf(int line) {
    List<Statement.Branch> branches = new ArrayList<>();
    List<Statement> otherwise = List.of();
    int branchLine = line;
    String next = "elif";
    while (next.equals("elif")) {
      Expression test = expressions.parseTupleBefore();
      List<Statement> body = parseBodyUntil(List.of("elif", "else", "endif"));
      branches.add(new Statement.Branch(branchLine, test, body));
      branchLine = tokens.current().line();
      next = tokens.take().text();
    }
    if (next.equals("else")) {
      otherwise = parseBody("endif");
    }
    return new Statement.If(line, branches, otherwise);
  }

  private Statement parseFor(int line) {
    Target target = targets.parse(false, "in");
    tokens.expectName("in");
    Expression elements = expressions.parseTupleBefore("if", "recursive");
    Expression condition = tokens.takeName("if") ? expressions.parse() : null;
    boolean recursive = tokens.takeName("recursive");
    loops++;
    List<Statement> body = parseBodyUntil(List.of("endfor", "else"));
    loops--;
    boolean hasElse = tokens.take().text().equals("else");
    List<Statement> otherwise = hasElse ? parseBody("endfor") : List.of();
    return new Statement.For(
        line, new LoopHead(target, elements, condition, recursive), body, otherwise);
  }

  private Statement parseSet(int line) {
    Target target = targets.parse(true);
    if (tokens.takeOperator("=")) {
      return new Statement.Assign(line, target, expressions.parseTuple());
    }
    List<Expression.Named> filters = tokens.takeOperator("|") ? parseFilters() : List.of();
    return new Statement.AssignBlock(line, target, filters, parseBody("endset"));
  }

  private List<Expression.Named> parseFilters() {
    List<Expression.Named> filters = new ArrayList<>();
    do {
      filters.add(expressions.operands().parseFilter());
    } while (tokens.takeOperator("|"));
    return filters;
  }

  private Statement parseWith(int line) {
    List<Statement.Binding> bindings = new ArrayList<>();
    while (!tokens.is(TokenType.BLOCK_END)) {
      if (!bindings.isEmpty()) {
        tokens.expectOperator(",");
      }
      Target target = targets.parse(false);
      tokens.expectOperator("=");
      bindings.add(new Statement.Binding(target, expressions.parse()));
    }
    return new Statement.With(line, bindings, parseBody("endwith"));
  }

  private Statement parseNamedBlock(int line) {
    String name = tokens.expectName();
    boolean scoped = tokens.takeName("scoped");
    tokens.takeName("required");
    List<Statement> body = parseSeparateBody("endblock");
    tokens.takeName(name);
    return new Statement.Block(line, scoped, body);
  }

  private Statement parseRefused(int line, String tag) {
    while (!tokens.is(TokenType.BLOCK_END) && !tokens.is(TokenType.END)) {
      tokens.take();
    }
    return new Statement.Refused(
        line, "a chat template stands alone and cannot use the tag '%s'".formatted(tag));
  }
}
