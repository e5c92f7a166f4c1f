package dev.attune.model.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the parameters that blocks declare, under the names that published weights have. */
public final class Parameters {
  private final String prefix;
  private final List<Parameter> declared;
  private final List<Linear> linears;

  public Parameters() {
    this("", new ArrayList<>(), new ArrayList<>());
  }

  private Parameters(String prefix, List<Parameter> declared, List<Linear> linears) {
    this.prefix = prefix;
    this.declared = declared;
    this.linears = linears;
  }

  /** The same collection, for a block whose names begin with {@code name} and a dot. */
  public Parameters at(String name) {
    return new Parameters(prefix + name + ".", declared, linears);
  }

  /** Declares a parameter of the block. */
  public Parameter declare(String name, long... shape) {
    Long[] lengths = Arrays.stream(shape).boxed().toArray(Long[]::new);
    Parameter parameter = new Parameter(prefix + name, lengths);
    declared.add(parameter);
    return parameter;
  }

  /** Declares the linear module {@code name} of the block; adapters can be put on it. */
  public Linear linear(String name, long in, long out, boolean bias) {
    Parameters own = at(name);
    Linear linear =
        new Linear(
            prefix + name, own.declare("weight", out, in), bias ? own.declare("bias", out) : null);
    linears.add(linear);
    return linear;
  }

  /** All that was declared, in order. */
  public List<Parameter> declared() {
    return List.copyOf(declared);
  }

  /** The linear modules, in order. */
  public List<Linear> linears() {
    return List.copyOf(linears);
  }
}
