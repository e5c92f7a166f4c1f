package dev.attune.model.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the parameters that blocks declare, under the names that published weights have. */
public final class Parameters {
  private final String prefix;
  private final List<Parameter> declared;
  private final List<Linear> linears;
  private final List<Parameter> matrices;

  public Parameters() {
    this("", new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  private Parameters(
      String prefix, List<Parameter> declared, List<Linear> linears, List<Parameter> matrices) {
    this.prefix = prefix;
    this.declared = declared;
    this.linears = linears;
    this.matrices = matrices;
  }

  /** The same collection, for a block whose names begin with {@code name} and a dot. */
  public Parameters at(String name) {
    return new Parameters(prefix + name + ".", declared, linears, matrices);
  }

  /** The whole name of the block's parameter {@code name}. */
  public String nameOf(String name) {
    return prefix + name;
  }

  /** Declares a parameter of the block. */
  public Parameter declare(String name, long... shape) {
    Long[] lengths = Arrays.stream(shape).boxed().toArray(Long[]::new);
    return declare(new Parameter(nameOf(name), lengths));
  }

  /** Declares a matrix that rows are multiplied with and adapters leave alone. */
  public Parameter matrix(String name, long out, long in) {
    Parameter matrix = declare(name, out, in);
    matrices.add(matrix);
    return matrix;
  }

  /** The same, for one that some files keep as a part of a larger tensor. */
  public Parameter matrix(String name, long out, long in, Parameter.Slice slice) {
    Parameter matrix = declare(new Parameter(nameOf(name), List.of(out, in), slice));
    matrices.add(matrix);
    return matrix;
  }

  /** Declares the linear module {@code name} of the block; adapters can be put on it. */
  public Linear linear(String name, long in, long out, boolean bias) {
    Parameters own = at(name);
    Linear linear =
        new Linear(
            nameOf(name), own.matrix("weight", out, in), bias ? own.declare("bias", out) : null);
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

  /** The matrices that rows are multiplied with, those of linear modules included, in order. */
  public List<Parameter> matrices() {
    return List.copyOf(matrices);
  }

  private Parameter declare(Parameter parameter) {
    declared.add(parameter);
    return parameter;
  }
}
