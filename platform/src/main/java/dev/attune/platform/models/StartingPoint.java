package dev.attune.platform.models;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a job starts from.
 *
 * @param name what the job shows as its model
 * @param base the base model, which says what the model can
 * @param directory the whole model, which after full tuning is not the base model's own
 * @param adapter the tuned model that the job goes on with, where that is an adapter
 */
public record StartingPoint(
    String name, BaseModel base, Path directory, Optional<TunedModel> adapter) {}
