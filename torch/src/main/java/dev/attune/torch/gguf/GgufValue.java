package dev.attune.torch.gguf;

import java.util.List;

/** A value of the header, in the types that model files use. */
public sealed interface GgufValue {
  /** Never negative. */
  record Unsigned(long value) implements GgufValue {}

  /** A number in F32. */
  record Real(float value) implements GgufValue {}

  /** Yes or no. */
  record Flag(boolean value) implements GgufValue {}

  /** Text in UTF-8. */
  record Text(String value) implements GgufValue {}

  /** One text for each token, for instance. */
  record Texts(List<String> values) implements GgufValue {
    public Texts {
      values = List.copyOf(values);
    }
  }

  /** Numbers of 32 bits. */
  record Integers(List<Integer> values) implements GgufValue {
    public Integers {
      values = List.copyOf(values);
    }
  }

  /** Numbers in F32. */
  record Reals(List<Float> values) implements GgufValue {
    public Reals {
      values = List.copyOf(values);
    }
  }
}
