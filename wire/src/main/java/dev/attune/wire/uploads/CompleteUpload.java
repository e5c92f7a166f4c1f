package dev.attune.wire.uploads;

import dev.attune.wire.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The request to make a file of an upload's parts.
 *
 * @param partIds in the order of their bytes in the file
 * @param md5 of the whole file in small hexadecimal, null when it is not to be compared
 */
public record CompleteUpload(List<String> partIds, @Nullable String md5) {
  /** Parts that one upload may have. */
  public static final int MOST_PARTS = 10_000;

  private static final int LONGEST_ID = 64;
  private static final int MD5_LETTERS = 32;
  private static final Pattern MD5 = Pattern.compile("[0-9a-fA-F]{32}");

  public CompleteUpload {
    partIds = List.copyOf(partIds);
  }

  public static CompleteUpload read(JsonNode body) {
    return JsonObject.read(body, CompleteUpload::read);
  }

  private static CompleteUpload read(JsonObject o) {
    return new CompleteUpload(
        o.required("part_ids").listUpTo(MOST_PARTS, f -> f.string(LONGEST_ID)),
        o.optional("md5")
            .map(f -> f.string(MD5_LETTERS, MD5).toLowerCase(Locale.ROOT))
            .orElse(null));
  }
}
