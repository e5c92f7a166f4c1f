package dev.attune.data.template.value;

/** A text under construction that cannot grow beyond what its render may use. */
public final class BoundedText {
  private final Meter meter;
  private final StringBuilder text = new StringBuilder();

  public BoundedText(Meter meter) {
    this.meter = meter;
  }

  public BoundedText append(String more) {
    meter.checkLength((long) text.length() + more.length());
    meter.text(more.length());
    text.append(more);
    return this;
  }

  public BoundedText appendCodePoint(int codePoint) {
    meter.text(1);
    meter.checkLength(text.length() + 2L);
    text.appendCodePoint(codePoint);
    return this;
  }

  public BoundedText repeat(String unit, int count) {
    long length = (long) unit.length() * Math.max(0, count);
    meter.checkLength(text.length() + length);
    meter.text(length);
    text.repeat(unit, Math.max(0, count));
    return this;
  }

  public int length() {
    return text.length();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
