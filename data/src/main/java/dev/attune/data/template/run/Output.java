package dev.attune.data.template.run;

import dev.attune.data.template.value.BoundedText;
import dev.attune.data.template.value.Meter;
import java.util.ArrayList;
import java.util.List;

/** Where a render writes: its result, or a text that a macro or a block makes on the way. */
final class Output {
  private final Meter meter;
  private final BoundedText result;
  private final List<Interpreter.Generated> generated = new ArrayList<>();
  private BoundedText current;

  Output(Meter meter) {
    this.meter = meter;
    this.result = new BoundedText(meter);
    this.current = result;
  }

  void write(String text) {
    current.append(text);
  }

  /** What {@code writing} writes, kept from the result. */
  String capture(Runnable writing) {
    BoundedText around = current;
    current = new BoundedText(meter);
    writing.run();
    String captured = current.toString();
    current = around;
    return captured;
  }

  /**
   * Notes what {@code writing} writes as text of the assistant. Inside a captured text its place in
   * the result is not known, and it is not noted.
   */
  void writeGenerated(Runnable writing) {
    int start = current.length();
    writing.run();
    if (current == result) {
      generated.add(new Interpreter.Generated(start, current.length()));
    }
  }

  Interpreter.Result result() {
    return new Interpreter.Result(result.toString(), generated);
  }
}
