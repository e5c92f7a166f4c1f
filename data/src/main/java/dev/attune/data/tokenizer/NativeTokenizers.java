package dev.attune.data.tokenizer;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Loads the native tokenizer library from the class path. DJL's own loader is passed by: it looks
 * for a graphics card, fills a folder in the user's home, and goes to the network when a variable
 * of the environment says so.
 */
final class NativeTokenizers {
  static final TokenizersLibrary LIBRARY = load();

  private NativeTokenizers() {}

  private static TokenizersLibrary load() {
    String name = System.mapLibraryName("tokenizers");
    String resource = "native/lib/%s/cpu/%s".formatted(platform(), name);
    ClassLoader loader = TokenizersLibrary.class.getClassLoader();
    try (InputStream library = loader.getResourceAsStream(resource)) {
      if (library == null) {
        throw new TokenizerException(
            "There is no tokenizer library for this machine (%s). Linux and macOS on x86-64 and"
                    .formatted(platform())
                + " ARM have one.");
      }
      loadCopy(library, name);
      return TokenizersLibrary.LIB;
    } catch (IOException | UnsatisfiedLinkError e) {
      throw new TokenizerException("The tokenizer library cannot be loaded: " + e.getMessage(), e);
    }
  }

  @SuppressWarnings("restricted") // Native code is what this is for.
  private static void loadCopy(InputStream library, String name) throws IOException {
    Path folder = Files.createTempDirectory("attune-tokenizers");
    Path copy = folder.resolve(name);
    try {
      Files.copy(library, copy);
      System.load(copy.toAbsolutePath().toString());
    } finally {
      // Once it is loaded, nothing reads the file again.
      Files.deleteIfExists(copy);
      Files.deleteIfExists(folder);
    }
  }

  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    boolean isArm = machine.equals("aarch64") || machine.equals("arm64");
    return (system.startsWith("mac") ? "osx" : system) + (isArm ? "-aarch64" : "-x86_64");
  }
}
