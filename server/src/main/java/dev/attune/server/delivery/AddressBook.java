package dev.attune.server.delivery;

import dev.attune.server.settings.WebhookAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * The addresses that a host has and that may be connected to. Names are looked up on threads of
 * their own: nothing bounds how long that takes, and a virtual thread would hold a core meanwhile.
 */
final class AddressBook implements SocketAddressResolver {
  /** A host may say that it has any number. */
  static final int MOST = 3;

  private static final int AT_ONCE = 32;

  private final Predicate<InetAddress> allowed;
  private final Lookup lookup;
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          AT_ONCE,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("lookup-", 0).factory());

  AddressBook(Predicate<InetAddress> allowed, Lookup lookup) {
    this.allowed = allowed;
    this.lookup = lookup;
  }

  /** With the names that this machine knows. */
  static AddressBook of(WebhookAddresses allowed) {
    return new AddressBook(
        switch (allowed) {
          case PUBLIC -> PublicAddress::is;
          case ANY -> _ -> true;
        },
        InetAddress::getAllByName);
  }

  /**
   * The addresses to try, one after another. It fails with a {@link NotAllowedException} when the
   * host has addresses, and none of them is allowed.
   */
  @Override
  public void resolve(
      String host,
      int port,
      Map<String, Object> context,
      Promise<List<InetSocketAddress>> addresses) {
    try {
      threads.execute(() -> answer(EndpointUrl.bare(host), port, addresses));
    } catch (RejectedExecutionException e) {
      addresses.failed(new SocketTimeoutException());
    }
  }

  private void answer(String host, int port, Promise<List<InetSocketAddress>> addresses) {
    List<InetSocketAddress> found;
    try {
      found = find(host, port);
    } catch (IOException e) {
      addresses.failed(e);
      return;
    }
    addresses.succeeded(found);
  }

  private List<InetSocketAddress> find(String host, int port) throws IOException {
    List<InetSocketAddress> some = new ArrayList<>();
    for (InetAddress address : lookUp(host).filter(allowed).limit(MOST).toList()) {
      // The certificate is checked against the name that an address bears.
      some.add(new InetSocketAddress(InetAddress.getByAddress(host, address.getAddress()), port));
    }
    if (some.isEmpty()) {
      throw new NotAllowedException();
    }
    return some;
  }

  private Stream<InetAddress> lookUp(String host) throws UnknownHostException {
    try {
      return Arrays.stream(lookup.addresses(host));
    } catch (IOException e) {
      throw new UnknownHostException(host);
    }
  }
}
