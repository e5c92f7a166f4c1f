package dev.attune.worker;

import java.nio.file.Files;
import java.nio.file.Path;

/** Stands where the real check would: a directory with {@code config.json} is a model. */
public final class ModelCheckMain {
  private ModelCheckMain() {}

  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    System.out.println(
        Files.exists(directory.resolve("config.json"))
            ? """
            {"type":"usable","family":"llama","parameters":1000,"hiddenSize":64,\
            "numHiddenLayers":2,"vocabSize":512,"maxPositionEmbeddings":256,"dtype":"F32",\
            "linearModules":["q_proj"]}\
            """
            : """
            {"type":"refused","code":"invalid_model","message":"%s has no config.json"}\
            """
                .formatted(directory));
  }
}
