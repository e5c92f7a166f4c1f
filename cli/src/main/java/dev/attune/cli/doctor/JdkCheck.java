package dev.attune.cli.doctor;

import dev.attune.wire.doctor.Finding;
import java.lang.module.ModuleFinder;

/** The Java that runs this, and so the server and its workers. */
record JdkCheck(int feature, String version, ModuleFinder modules) implements Check {
  private static final String NAME = "java";
  private static final int WANTED = 25;
  private static final String VECTORS = "jdk.incubator.vector";

  static JdkCheck ofThisProcess() {
    return new JdkCheck(
        Runtime.version().feature(), Runtime.version().toString(), ModuleFinder.ofSystem());
  }

  @Override
  public Finding look() {
    if (feature < WANTED) {
      return Finding.problem(
          NAME,
          "Java %s is older than %d".formatted(version, WANTED),
          "Install JDK %d and set JAVA_HOME".formatted(WANTED));
    }
    if (modules.find(VECTORS).isEmpty()) {
      return Finding.problem(
          NAME,
          "Java %s has no module %s, which workers need".formatted(version, VECTORS),
          "Install a whole JDK, such as Eclipse Temurin, and set JAVA_HOME");
    }
    return Finding.ok(NAME, version);
  }
}
