package dev.attune.data.template.run;

import dev.attune.data.template.builtin.Globals;
import dev.attune.data.template.syntax.Statement;
import dev.attune.data.template.value.Meter;
import dev.attune.data.template.value.PythonRules;
import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TemplateLimits;
import dev.attune.data.template.value.Value;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

/** Renders a parsed template once. */
public final class Interpreter {
  private Interpreter() {}

  /** A render's text, and which parts of it are the assistant's. */
  public record Result(String text, List<Generated> generated) {
    public Result {
      generated = List.copyOf(generated);
    }
  }

  /** From {@code start} to before {@code end}, in UTF-16 units. */
  public record Generated(int start, int end) {}

  /**
   * What a render is given.
   *
   * @param now what {@code strftime_now} writes
   */
  public record Input(Map<String, Value> variables, LocalDateTime now, TemplateLimits limits) {}

  /**
   * Renders {@code template}.
   *
   * @throws TemplateException when the template fails, refuses its input or uses more than it may
   */
  public static Result run(List<Statement> template, Input input) {
    PythonRules rules = PythonRules.of(new Meter(input.limits()));
    Scope globals = Scope.of(Globals.of(input.now(), rules));
    Scope variables = globals.inner();
    input.variables().forEach(variables::set);
    Output output = new Output(rules.meter());
    StatementRunner runner = new StatementRunner(rules, output, variables.inner());
    try {
      runner.run(template);
    } catch (TemplateException e) {
      throw e.atLine(runner.line());
    } catch (StackOverflowError e) {
      // The limit on depth prevents it unless the caller has used up most of its stack already.
      throw TemplateException.limit("the thread has no stack left").atLine(runner.line());
    }
    return output.result();
  }
}
