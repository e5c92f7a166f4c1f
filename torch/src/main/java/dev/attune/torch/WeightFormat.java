package dev.attune.torch;

/** How the numbers of a matrix that only samples are kept. Products are added up as F32 always. */
public enum WeightFormat {
  /** As they are loaded. */
  F32,
  /** The upper half of each, rounded to even: nothing is lost of a model that is published so. */
  BF16,
  /** Integers from -127 to 127 and a factor for each output: what is largest there becomes 127. */
  INT8
}
