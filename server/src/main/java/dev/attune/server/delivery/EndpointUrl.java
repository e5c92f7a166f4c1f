package dev.attune.server.delivery;

import dev.attune.platform.failure.PlatformException;
import dev.attune.server.settings.WebhookAddresses;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The URL of an endpoint, as a client typed it. What its name means is looked up when it is sent
 * to.
 */
public final class EndpointUrl {
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final Pattern NUMBER = Pattern.compile("(?i)(.*\\.)?([0-9]+|0x[0-9a-f]*)\\.?");
  private static final Pattern IPV4 =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
  private static final int LARGEST_PORT = 65_535;

  private EndpointUrl() {}

  /**
   * The URL, if events may be sent there.
   *
   * @throws PlatformException with what is wrong with it
   */
  public static URI parse(String typed, WebhookAddresses allowed) {
    URI url = parse(typed);
    if (!SCHEMES.contains(String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT))
        || url.getHost() == null
        || isOddNumber(url.getHost())
        || url.getPort() == 0
        || url.getPort() > LARGEST_PORT) {
      throw refused("it must be an http or https URL such as https://example.com/webhooks");
    }
    if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw refused("it must have neither a user name nor a fragment");
    }
    if (allowed == WebhookAddresses.PUBLIC && isPrivate(bare(url.getHost()))) {
      throw refused(
          "its host is not a public address, and this server sends webhooks to public addresses"
              + " only, unless it is started with --webhook-addresses any");
    }
    return url;
  }

  /** A host without the brackets of an IPv6 address. */
  static String bare(String host) {
    return host.replaceAll("[\\[\\]]", "");
  }

  private static URI parse(String typed) {
    try {
      return new URI(new URI(typed).toASCIIString());
    } catch (URISyntaxException e) {
      throw refused("it is not a URL");
    }
  }

  /** Addresses that programs read in more than one way: octal, hexadecimal or in fewer parts. */
  private static boolean isOddNumber(String host) {
    return NUMBER.matcher(host).matches() && !IPV4.matcher(host).matches();
  }

  /** Only what is known without asking anybody. */
  private static boolean isPrivate(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.equals("localhost") || name.endsWith(".localhost")) {
      return true;
    }
    try {
      return !PublicAddress.is(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException aName) {
      return false;
    }
  }

  private static PlatformException refused(String why) {
    return PlatformException.invalid("url", "Invalid 'url': %s.".formatted(why));
  }
}
