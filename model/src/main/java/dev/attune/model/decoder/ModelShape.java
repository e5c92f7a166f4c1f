package dev.attune.model.decoder;

/**
 * The sizes that users of a model need.
 *
 * @param maxPositionEmbeddings longest sequence in tokens
 * @param numKeyValueHeads heads of the keys and values that a sampler remembers, each of {@code
 *     headDim} features
 */
public record ModelShape(
    int vocabSize,
    int hiddenSize,
    int numHiddenLayers,
    int numKeyValueHeads,
    int headDim,
    int maxPositionEmbeddings) {}
