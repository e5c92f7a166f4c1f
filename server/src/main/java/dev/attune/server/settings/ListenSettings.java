package dev.attune.server.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the server listens, and by which names it is called.
 *
 * @param port 0 for any free one
 * @param allowedHosts names beside {@code localhost} and addresses that a request may be sent to
 */
public record ListenSettings(String host, int port, Set<String> allowedHosts) {
  private static final int LAST_PORT = 65_535;

  public ListenSettings {
    if (port < 0 || port > LAST_PORT) {
      throw new IllegalArgumentException(
          "--port %d is not a port. Give a number from 0 to %d.".formatted(port, LAST_PORT));
    }
    var _ = resolve(host);
    allowedHosts =
        allowedHosts.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The address behind the host. */
  public InetAddress address() {
    return resolve(host);
  }

  private static InetAddress resolve(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "--host %s is not known. Give an address of this machine, such as 127.0.0.1."
              .formatted(host),
          e);
    }
  }
}
