package dev.attune.platform.files;

/** Takes the bytes of a file piece by piece, in their order. */
@FunctionalInterface
public interface ByteSink {
  void accept(byte[] bytes, int offset, int length);
}
