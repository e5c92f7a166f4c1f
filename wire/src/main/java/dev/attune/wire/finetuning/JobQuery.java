package dev.attune.wire.finetuning;

import dev.attune.wire.json.Parameters;
import dev.attune.wire.lists.PageQuery;
import dev.attune.wire.metadata.MetadataFilter;

/** Which jobs are wanted. */
public record JobQuery(PageQuery page, MetadataFilter metadata) {
  /** Of jobs and of events. */
  public static final int USUAL_LIMIT = 20;

  /** Of checkpoints. */
  public static final int USUAL_CHECKPOINT_LIMIT = 10;

  public static JobQuery read(Parameters query) {
    return new JobQuery(PageQuery.read(query, USUAL_LIMIT), MetadataFilter.read(query));
  }
}
