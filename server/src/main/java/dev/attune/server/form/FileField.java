package dev.attune.server.form;

import dev.attune.platform.files.ByteSink;
import dev.attune.platform.files.IncomingBlob;
import dev.attune.wire.json.Parameters;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The part of a form that is a file.
 *
 * @param name of the part
 * @param maxBytes that it may have
 * @param places opens one for its bytes
 * @param texts names of the other parts that there may be
 * @param looks who looks at the bytes as they go by, given the texts that came before them
 */
public record FileField(
    String name,
    long maxBytes,
    Supplier<IncomingBlob> places,
    Set<String> texts,
    Function<Parameters, ByteSink> looks) {
  public FileField {
    texts = Set.copyOf(texts);
  }
}
