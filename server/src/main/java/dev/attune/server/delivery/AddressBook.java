package dev.attune.server.delivery;

import dev.attune.server.settings.WebhookAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * The addresses that a host has and that may be connected to. Names are looked up on threads of
 * their own: nothing bounds how long that takes, and a virtual thread would hold a core meanwhile.
 */
final class AddressBook {
  private static final int AT_ONCE = 32;

  /** A host may say that it has any number. */
  private static final int MOST = 4;

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
   * The addresses to try, one after another.
   *
   * @throws NotAllowedException when the host has addresses, and none of them is allowed
   */
  List<InetAddress> find(String host, Deadline deadline) throws IOException, InterruptedException {
    List<InetAddress> all = lookUp(host, deadline);
    List<InetAddress> some = all.stream().filter(allowed).limit(MOST).toList();
    if (some.isEmpty()) {
      throw new NotAllowedException();
    }
    return some;
  }

  private List<InetAddress> lookUp(String host, Deadline deadline)
      throws IOException, InterruptedException {
    FutureTask<InetAddress[]> task = new FutureTask<>(() -> lookup.addresses(host));
    try {
      threads.execute(task);
      return Arrays.asList(task.get(deadline.millis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException | RejectedExecutionException e) {
      throw new SocketTimeoutException();
    } catch (ExecutionException e) {
      throw new UnknownHostException(host);
    }
  }
}
