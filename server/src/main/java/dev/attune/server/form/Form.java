package dev.attune.server.form;

import dev.attune.platform.files.IncomingBlob;
import dev.attune.wire.json.Parameters;

/**
 * A form that was read to its end. Closing it drops the bytes, unless they were kept.
 *
 * @param texts of all parts but the file
 * @param filename fit to be shown
 */
public record Form(Parameters texts, String filename, IncomingBlob bytes) implements AutoCloseable {
  @Override
  public void close() {
    bytes.close();
  }
}
