package dev.attune.server.container;

import dev.attune.server.settings.ListenSettings;
import java.time.Duration;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.StatisticsHandler;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.ServletWebServerFactory;
import org.springframework.boot.web.servlet.ServletContextInitializer;

/** Jetty with a virtual thread for each request and nothing of a web application but servlets. */
public final class JettyContainer implements ServletWebServerFactory {
  private static final int HEADER_BYTES = 16 << 10;

  /** A slow client costs a thread, so connections are what is limited. */
  private static final int UNLIMITED = -1;

  private static final int MOST_CONNECTIONS = 5_000;

  /** Of silence, in either direction. */
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final ListenSettings settings;

  public JettyContainer(ListenSettings settings) {
    this.settings = settings;
  }

  @Override
  public WebServer getWebServer(ServletContextInitializer... initializers) {
    VirtualThreadPool threads = new VirtualThreadPool(UNLIMITED);
    threads.setName("http");
    Server server = new Server(threads);
    server.addConnector(connector(server));
    server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, server.getConnectors()));
    ContainerErrors errors = new ContainerErrors();
    server.setErrorHandler(errors);
    // Boot waits for the requests that this counts when the server stops.
    server.setHandler(new StatisticsHandler(context(errors, initializers)));
    return new JettyWebServer(server);
  }

  private ServerConnector connector(Server server) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    // An SDK writes a slash inside a model's name as %2F.
    http.setUriCompliance(
        UriCompliance.DEFAULT.with("names", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(settings.address().getHostAddress());
    connector.setPort(settings.port());
    connector.setIdleTimeout(IDLE.toMillis());
    return connector;
  }

  private static ServletContextHandler context(
      ContainerErrors errors, ServletContextInitializer... initializers) {
    ServletContextHandler context =
        new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS);
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    context.setErrorHandler(errors);
    context.addServletContainerInitializer((_, servlets) -> {
      for (ServletContextInitializer initializer : initializers) {
        initializer.onStartup(servlets);
      }
    });
    return context;
  }
}
