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
            {"type":"usable","family":"llama","parameters":1000,"hidden_size":64,\
            "num_hidden_layers":2,"vocab_size":512,"max_position_embeddings":256,"dtype":"F32",\
            "linear_modules":["q_proj"]}\
            """
            : "{\"type\":\"refused\",\"code\":\"invalid_model\",\"message\":\"It has no config.json.\"}");
  }
}
