package dev.attune.server.delivery;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Addresses that begin alike.
 *
 * @param first the one whose other bits are zero
 * @param bits how many are alike
 */
record AddressBlock(InetAddress first, int bits) {
  /** A block as registries write it, such as {@code 10.0.0.0/8}. */
  static AddressBlock of(String text) {
    String[] parts = text.split("/", -1);
    return new AddressBlock(InetAddress.ofLiteral(parts[0]), Integer.parseInt(parts[1]));
  }

  static List<AddressBlock> all(String... texts) {
    return Arrays.stream(texts).map(AddressBlock::of).toList();
  }

  boolean has(byte[] address) {
    byte[] begin = first.getAddress();
    if (begin.length != address.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % 8;
      if (((begin[bit / 8] ^ address[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
