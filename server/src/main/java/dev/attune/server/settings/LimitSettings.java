package dev.attune.server.settings;

/**
 * What one client may ask for at most.
 *
 * @param uploadBytes of one file
 * @param chatsPerProject chat completions that are being answered at once
 * @param requestsPerMinute chat completions that one key may begin in a minute
 * @param tokensPerMinute of prompts and answers, for each key
 */
public record LimitSettings(
    long uploadBytes, int chatsPerProject, long requestsPerMinute, long tokensPerMinute) {
  public LimitSettings {
    atLeastOne("--max-upload-bytes", uploadBytes);
    atLeastOne("--max-chats", chatsPerProject);
    atLeastOne("--requests-per-minute", requestsPerMinute);
    atLeastOne("--tokens-per-minute", tokensPerMinute);
  }

  private static void atLeastOne(String option, long value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s %d must be 1 or more.".formatted(option, value));
    }
  }
}
