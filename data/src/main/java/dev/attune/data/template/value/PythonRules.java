package dev.attune.data.template.value;

/** Python's rules for one render, all charged to its meter. */
public record PythonRules(
    Meter meter,
    Printer printer,
    Equality equality,
    Order order,
    Iteration iteration,
    Containment containment,
    Arithmetic arithmetic,
    Positions positions) {

  public static PythonRules of(Meter meter) {
    return new PythonRules(
        meter,
        new Printer(meter),
        new Equality(meter),
        new Order(meter),
        new Iteration(meter),
        new Containment(meter),
        new Arithmetic(meter),
        new Positions(meter));
  }
}
