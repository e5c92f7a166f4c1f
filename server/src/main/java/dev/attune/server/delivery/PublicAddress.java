package dev.attune.server.delivery;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/** Which addresses belong to the whole Internet, by IANA's registries of special addresses. */
final class PublicAddress {
  /** What is not, of IPv4. */
  private static final List<AddressBlock> SPECIAL_4 =
      AddressBlock.all(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // of carriers
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local, and the metadata of clouds
          "172.16.0.0/12", // private
          "192.0.0.0/24", // of protocols
          "192.0.2.0/24", // of documents
          "192.88.99.0/24", // relays to IPv6
          "192.168.0.0/16", // private
          "198.18.0.0/15", // of measurements
          "198.51.100.0/24", // of documents
          "203.0.113.0/24", // of documents
          "224.0.0.0/3"); // multicast, reserved, broadcast

  /** All of IPv6 that was given out; mapped, translated, local and multicast ones lie outside. */
  private static final AddressBlock GLOBAL_6 = AddressBlock.of("2000::/3");

  private static final List<AddressBlock> SPECIAL_6 =
      AddressBlock.all(
          "2001::/23", // of protocols, Teredo
          "2001:db8::/32", // of documents
          "2002::/16", // 6to4, which leads to an address of IPv4
          "3fff::/20"); // of documents

  private PublicAddress() {}

  /** Java itself turns an IPv6 address that maps one of IPv4 into that. */
  static boolean is(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address
        ? SPECIAL_4.stream().noneMatch(block -> block.has(bytes))
        : GLOBAL_6.has(bytes) && SPECIAL_6.stream().noneMatch(block -> block.has(bytes));
  }
}
