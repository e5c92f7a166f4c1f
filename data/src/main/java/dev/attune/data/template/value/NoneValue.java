package dev.attune.data.template.value;

/** Python's {@code None}, JSON's {@code null}. */
public enum NoneValue implements Value {
  NONE;

  @Override
  public String typeName() {
    return "NoneType";
  }
}
