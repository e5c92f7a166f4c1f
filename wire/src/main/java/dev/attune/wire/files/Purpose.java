package dev.attune.wire.files;

import dev.attune.wire.json.WireName;
import java.util.List;

/** What a file is for. */
public enum Purpose implements WireName {
  ASSISTANTS("assistants"),
  ASSISTANTS_OUTPUT("assistants_output"),
  BATCH("batch"),
  BATCH_OUTPUT("batch_output"),
  FINE_TUNE("fine-tune"),
  FINE_TUNE_RESULTS("fine-tune-results"),
  VISION("vision"),
  USER_DATA("user_data"),
  EVALS("evals");

  /** What a client may upload; the others are made by the server. */
  public static final List<Purpose> OF_UPLOADS =
      List.of(ASSISTANTS, BATCH, FINE_TUNE, VISION, USER_DATA, EVALS);

  private final String wireName;

  Purpose(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
