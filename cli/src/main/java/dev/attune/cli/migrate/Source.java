package dev.attune.cli.migrate;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;

/** Where jobs and files are read from. */
interface Source {
  /** In any order, none twice. */
  List<OldJob> jobs();

  /** What is known of a file. */
  Found find(String fileId);

  /** Hands the bytes of a file that was found to a reader. */
  <T> T read(OldFile file, Function<InputStream, T> reader) throws IOException;

  /** Whether a file's content can be had. */
  sealed interface Found {
    /**
     * It can.
     *
     * @param file with the size that it has
     */
    record There(OldFile file) implements Found {}

    /** It cannot; {@code reason} is what a person reads. */
    record Missing(String reason) implements Found {}
  }
}
