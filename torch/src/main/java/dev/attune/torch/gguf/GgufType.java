package dev.attune.torch.gguf;

/** The codes of the format, version 3. */
final class GgufType {
  static final int MAGIC = 0x46554747; // "GGUF"
  static final int VERSION = 3;
  static final int ALIGNMENT = 32;

  static final int UINT32 = 4;
  static final int INT32 = 5;
  static final int FLOAT32 = 6;
  static final int BOOL = 7;
  static final int STRING = 8;
  static final int ARRAY = 9;

  static final int F32 = 0;
  static final int F16 = 1;
  static final int BF16 = 30;

  private GgufType() {}
}
