package dev.attune.server.chat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;

/** What a sampler says, while it says it. Closing it early makes the sampler stop. */
record SamplerAnswer(int status, InputStream body) implements AutoCloseable {

  static SamplerAnswer of(HttpResponse<InputStream> response) {
    return new SamplerAnswer(response.statusCode(), response.body());
  }

  boolean isGood() {
    return status == 200;
  }

  byte[] whole() {
    try {
      return body.readAllBytes();
    } catch (IOException e) {
      throw SamplerErrors.died(e);
    }
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
