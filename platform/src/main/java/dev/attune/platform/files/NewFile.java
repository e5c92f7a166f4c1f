package dev.attune.platform.files;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of a file that it brings.
 *
 * @param lifetime from its creation, null when it has no end
 */
public record NewFile(String purpose, String filename, @Nullable Duration lifetime) {}
