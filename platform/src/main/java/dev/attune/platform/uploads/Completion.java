package dev.attune.platform.uploads;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a file is made of an upload's parts.
 *
 * @param partIds in the order of their bytes
 * @param md5 of the file in small hexadecimal, null when it is not compared
 */
public record Completion(List<String> partIds, @Nullable String md5) {
  public Completion {
    partIds = List.copyOf(partIds);
  }
}
