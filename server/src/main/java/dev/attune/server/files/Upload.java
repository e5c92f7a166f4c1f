package dev.attune.server.files;

import dev.attune.platform.files.IncomingBlob;
import dev.attune.platform.files.NewFile;

/** A form that was read to its end. Closing it drops the bytes, unless a file was made of them. */
record Upload(NewFile description, IncomingBlob bytes) implements AutoCloseable {
  @Override
  public void close() {
    bytes.close();
  }
}
