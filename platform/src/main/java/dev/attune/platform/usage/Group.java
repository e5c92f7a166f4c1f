package dev.attune.platform.usage;

/** By what sums are told apart. */
public enum Group {
  PROJECT,
  KEY,
  MODEL
}
