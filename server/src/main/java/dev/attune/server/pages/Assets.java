package dev.attune.server.pages;

import dev.attune.server.gate.PagePaths;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The few files that pages load: a list, so that no name from a URL reaches the class path. */
@RestController
final class Assets {
  private static final String WEBJARS = "/META-INF/resources/webjars/";
  private static final String CSS = "text/css;charset=utf-8";
  private static final String SCRIPT = "text/javascript;charset=utf-8";

  private final Map<String, Asset> byName = new LinkedHashMap<>();

  /** A file in memory. */
  private static final class Asset {
    private final String type;
    private final byte[] bytes;

    Asset(String type, byte[] bytes) {
      this.type = type;
      this.bytes = bytes;
    }
  }

  Assets() {
    add("attune.css", CSS, "attune.css");
    add("attune.js", SCRIPT, "attune.js");
    add("curves.js", SCRIPT, "curves.js");
    add("playground.js", SCRIPT, "playground.js");
    add("new-job.js", SCRIPT, "new-job.js");
    add("models.js", SCRIPT, "models.js");
    add("icon.svg", "image/svg+xml", "icon.svg");
    add("htmx.js", SCRIPT, WEBJARS + "htmx.org/2.0.7/dist/htmx.min.js");
    add("uplot.js", SCRIPT, WEBJARS + "uplot/1.6.30/dist/uPlot.iife.min.js");
    add("uplot.css", CSS, WEBJARS + "uplot/1.6.30/dist/uPlot.min.css");
  }

  @GetMapping(PagePaths.ASSETS + "/{name}")
  void asset(@PathVariable String name, HttpServletResponse response) throws IOException {
    Asset asset = byName.get(name);
    if (asset == null) {
      throw new ErrorResponseException(HttpStatus.NOT_FOUND);
    }
    response.setContentType(asset.type);
    response.setHeader("Cache-Control", "public, max-age=300");
    response.setContentLength(asset.bytes.length);
    response.getOutputStream().write(asset.bytes);
  }

  private void add(String name, String type, String resource) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("The build lacks " + resource);
      }
      byName.put(name, new Asset(type, in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
