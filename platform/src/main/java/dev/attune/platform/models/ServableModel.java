package dev.attune.platform.models;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a model is asked: which whole model must be loaded, and which adapter changes it.
 *
 * @param name what the sampler knows it by; an alias is resolved
 * @param whole the name of the whole model
 * @param directory the whole model
 * @param adapter of a model that was tuned with one
 */
public record ServableModel(String name, String whole, Path directory, Optional<Path> adapter) {}
