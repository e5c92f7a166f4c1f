package dev.attune.data.template.value;

/** A number as Python counts them: a boolean is one too. */
public sealed interface NumberValue extends Value permits IntegralValue, FloatValue {
  double toDouble();

  boolean isZero();
}
