package dev.attune.server.settings;

/**
 * What one client may ask for at most.
 *
 * @param uploadBytes of one file
 * @param chatsPerProject chat completions that are being answered at once
 */
public record LimitSettings(long uploadBytes, int chatsPerProject) {
  public LimitSettings {
    if (uploadBytes < 1 || chatsPerProject < 1) {
      throw new IllegalArgumentException(
          "--max-upload-bytes %d and --max-chats %d must be 1 or more."
              .formatted(uploadBytes, chatsPerProject));
    }
  }
}
