package dev.attune.data.template.value;

/** Counts what one render uses and ends it when that is too much. Belongs to one thread. */
public final class Meter {
  private static final int STEPS_BETWEEN_CLOCK_READINGS = 1024;

  private final TemplateLimits limits;
  private final long started = System.nanoTime();
  private long steps;
  private int depth;
  private long produced;
  private long items;

  public Meter(TemplateLimits limits) {
    this.limits = limits;
  }

  /** Charges one statement or operation. */
  public void step() {
    steps(1);
  }

  /** Charges work that takes as long as {@code count} operations. */
  public void steps(long count) {
    long before = steps;
    steps += count;
    if (steps > limits.maxSteps()) {
      throw exceeded("more than %d steps".formatted(limits.maxSteps()));
    }
    if (before / STEPS_BETWEEN_CLOCK_READINGS != steps / STEPS_BETWEEN_CLOCK_READINGS) {
      checkTime();
    }
  }

  private void checkTime() {
    if (System.nanoTime() - started > limits.maxTime().toNanos()) {
      throw exceeded("more than %d ms".formatted(limits.maxTime().toMillis()));
    }
  }

  /** Goes one level deeper; each call is paired with {@link #leave}. */
  public void enter() {
    if (++depth > limits.maxDepth()) {
      throw exceeded("more than %d nested calls".formatted(limits.maxDepth()));
    }
  }

  public void leave() {
    depth--;
  }

  /** Refuses a text of {@code length} characters before it is made. */
  public void checkLength(long length) {
    if (length > limits.maxTextLength()) {
      throw exceeded("a text of more than %d characters".formatted(limits.maxTextLength()));
    }
  }

  /** Charges a text of {@code length} characters, best before it is made. */
  public void text(long length) {
    checkLength(length);
    produced += length;
    if (produced > limits.maxProducedText()) {
      throw exceeded("more than %d characters on its way".formatted(limits.maxProducedText()));
    }
  }

  /** Charges {@code count} list elements, best before they are made. */
  public void items(long count) {
    items += count;
    if (count > limits.maxItems() || items > limits.maxItems()) {
      throw exceeded("more than %d list elements".formatted(limits.maxItems()));
    }
  }

  private static TemplateException exceeded(String what) {
    return TemplateException.limit(
        "The chat template used %s. Use a simpler template or a shorter conversation."
            .formatted(what));
  }
}
