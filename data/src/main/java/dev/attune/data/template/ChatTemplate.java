package dev.attune.data.template;

import dev.attune.data.template.run.Interpreter;
import dev.attune.data.template.syntax.Statement;
import dev.attune.data.template.syntax.TemplateParser;
import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TemplateLimits;
import java.util.List;

/** A parsed chat template. Immutable: any number of threads may render it at the same time. */
public final class ChatTemplate {
  private final List<Statement> statements;
  private final TemplateLimits limits;

  private ChatTemplate(List<Statement> statements, TemplateLimits limits) {
    this.statements = statements;
    this.limits = limits;
  }

  /**
   * Reads a template.
   *
   * @throws TemplateException of kind {@code SYNTAX} with the line
   */
  public static ChatTemplate parse(String source) {
    return parse(source, TemplateLimits.DEFAULT);
  }

  /** As {@link #parse(String)}, with own limits for each render. */
  public static ChatTemplate parse(String source, TemplateLimits limits) {
    return new ChatTemplate(TemplateParser.parse(source), limits);
  }

  /**
   * Renders the template, character for character as transformers does.
   *
   * @throws TemplateException with its kind and line, also when the template refuses the
   *     conversation itself
   */
  public Rendered render(RenderRequest request) {
    Interpreter.Result result =
        Interpreter.run(
            statements, new Interpreter.Input(request.variables(), request.now(), limits));
    List<Span> spans =
        result.generated().stream()
            .map(generated -> new Span(generated.start(), generated.end()))
            .toList();
    return new Rendered(result.text(), spans);
  }
}
