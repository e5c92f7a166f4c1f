package dev.attune.server.settings;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses of servers, as they are typed. */
final class WebAddress {
  private WebAddress() {}

  /**
   * An address without a slash at its end.
   *
   * @param option that it was typed for
   * @param example of what is right there
   * @throws IllegalArgumentException with a sentence for whoever typed it
   */
  static URI of(String option, String typed, String example) {
    try {
      URI uri = new URI(typed.replaceFirst("/+$", ""));
      if (isWeb(uri) && uri.getHost() != null && isBare(uri)) {
        return uri;
      }
    } catch (URISyntaxException notOne) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "%s must be an address such as %s.".formatted(option, example));
  }

  private static boolean isWeb(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
  }

  private static boolean isBare(URI uri) {
    return uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getFragment() == null;
  }
}
