package dev.attune.server.delivery;

import java.io.IOException;
import java.net.InetAddress;

/** Turns the name of a host into addresses. */
@FunctionalInterface
interface Lookup {
  InetAddress[] addresses(String host) throws IOException;
}
