package dev.attune.data.template.value;

import dev.attune.data.failure.DataException;
import org.jspecify.annotations.Nullable;

/**
 * A template that cannot be parsed or rendered. {@link #line} is where, counted from 1; 0 when it
 * is not known.
 */
public final class TemplateException extends DataException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, in the classes that jinja2 and Python know. */
  public enum Kind {
    /** The text is not a template. */
    SYNTAX,
    /** Something undefined was used as if it were a value. */
    UNDEFINED,
    /** An operation does not take values of this type. */
    TYPE,
    /** The type is right but the value is not. */
    VALUE,
    /** The template asked for what a template may not have. */
    SECURITY,
    /** The template took more steps, time, depth or text than it may. */
    LIMIT,
    /** The template itself refused its input, by {@code raise_exception}. */
    RAISED
  }

  private final Kind kind;
  private final int line;
  private final String reason;

  public TemplateException(Kind kind, String reason) {
    this(kind, reason, 0);
  }

  public TemplateException(Kind kind, String reason, int line) {
    this(kind, reason, line, null);
  }

  private TemplateException(Kind kind, String reason, int line, @Nullable Throwable cause) {
    super(line == 0 ? reason : "Line %d of the chat template: %s".formatted(line, reason), cause);
    this.kind = kind;
    this.line = line;
    this.reason = reason;
  }

  public static TemplateException type(String reason) {
    return new TemplateException(Kind.TYPE, reason);
  }

  public static TemplateException value(String reason) {
    return new TemplateException(Kind.VALUE, reason);
  }

  public static TemplateException limit(String reason) {
    return new TemplateException(Kind.LIMIT, reason);
  }

  public Kind kind() {
    return kind;
  }

  public int line() {
    return line;
  }

  /** The message without the line. */
  public String reason() {
    return reason;
  }

  /** The same failure with its line, unless it has one already. */
  public TemplateException atLine(int where) {
    if (line != 0) {
      return this;
    }
    return new TemplateException(kind, reason, where, this);
  }
}
