package dev.attune.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.platform.failure.PlatformException;
import dev.attune.server.settings.WebhookAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses and URLs events may go to. */
final class PublicAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:a9fe:a9fe",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:0:7f00:1::",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:a9fe:a9fe::",
        "3fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1"
      })
  void anAddressThatIsNotOfTheInternetIsNotPublic(String address) {
    assertThat(PublicAddress.is(InetAddress.ofLiteral(address))).isFalse();
  }

  /** The control of the test above: one bit further begins what is public. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.0.3.0",
        "192.88.98.1",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "198.51.99.1",
        "203.0.112.1",
        "223.255.255.255",
        "::ffff:1.1.1.1",
        "2000::1",
        "2001:200::1",
        "2001:db7::1",
        "2003::1",
        "2606:4700:4700::1111",
        "3ffe::1"
      })
  void anAddressOfTheInternetIsPublic(String address) {
    assertThat(PublicAddress.is(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void bytesThatMapAnAddressOfIpv4AreJudgedAsThat() throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    mapped[12] = 127;
    mapped[15] = 1;

    assertThat(PublicAddress.is(InetAddress.getByAddress("a.example", mapped))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "/hook",
        "ftp://a.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "gopher://a.example/",
        "jar:http://a.example/!/",
        "http:a.example",
        "http://",
        "http:///x",
        "https://a.example:0/",
        "https://a.example:65536/",
        "https://a.example:x/",
        "https://user@a.example/",
        "https://user:pass@a.example/",
        "https://@a.example/",
        "https://a.example/#x",
        "https://a.example/a b",
        "https://a.example/\r\nX: y",
        "https://a.example\\@b.example/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://127.1/",
        "https://0177.0.0.1/",
        "https://1.2.3/",
        "https://999.1.1.1/",
        "https://-a.example/",
        "https://\u0661\u0662\u0667.0.0.1/",
        "https://a_b/",
        "https://a..b/"
      })
  void whatIsNoUrlOfTheWebIsRefusedEvenWhereAllAddressesAreAllowed(String url) {
    assertThatThrownBy(() -> EndpointUrl.parse(url, WebhookAddresses.ANY))
        .isInstanceOfSatisfying(
            PlatformException.class, it -> assertThat(it.param()).isEqualTo("url"))
        .hasMessageStartingWith("Invalid 'url': it ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost/",
        "http://LOCALHOST:9/",
        "http://a.localhost/",
        "http://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/",
        "http://10.1.2.3/",
        "http://[fe80::1]/"
      })
  void anAddressOfThisNetworkIsRefusedUnlessItIsAllowed(String url) {
    assertThatThrownBy(() -> EndpointUrl.parse(url, WebhookAddresses.PUBLIC))
        .hasMessageContaining("--webhook-addresses any");
    assertThatCode(() -> EndpointUrl.parse(url, WebhookAddresses.ANY)).doesNotThrowAnyException();
  }

  @Test
  void aUrlIsKeptAsItWasTypedButInAscii() {
    assertThat(EndpointUrl.parse("HTTPS://A.example:8443/a%20b?c=d", WebhookAddresses.PUBLIC))
        .hasToString("HTTPS://A.example:8443/a%20b?c=d");
    assertThat(EndpointUrl.parse("https://a.example/\u00e9", WebhookAddresses.PUBLIC))
        .hasToString("https://a.example/%C3%A9");
  }
}
