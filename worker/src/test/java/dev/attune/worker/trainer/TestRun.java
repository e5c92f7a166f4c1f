package dev.attune.worker.trainer;

import dev.attune.protocol.Checkpoints;
import dev.attune.protocol.Exit;
import dev.attune.protocol.JobSpec;
import dev.attune.protocol.Report;
import dev.attune.protocol.ReportLine;
import dev.attune.protocol.ReportReader;
import dev.attune.protocol.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A run directory and what its trainers leave in it. */
record TestRun(RunDirectory directory) {
  static TestRun prepare(Path root, JobSpec spec) {
    TestRun run = new TestRun(new RunDirectory(root));
    run.directory.prepare(spec);
    return run;
  }

  /** Trains in this process. */
  Exit train() {
    return train(InstantSource.system());
  }

  Exit train(InstantSource clock) {
    Trainer.of(directory, clock).run();
    return directory.exit().orElseThrow();
  }

  Checkpoints checkpoints() {
    return directory.checkpoints();
  }

  List<ReportLine> lines() {
    List<ReportLine> all = new ArrayList<>();
    ReportReader reader = directory.reportReader();
    for (List<ReportLine> some = reader.next(); !some.isEmpty(); some = reader.next()) {
      all.addAll(some);
    }
    return all;
  }

  List<Report> reports() {
    return lines().stream().map(ReportLine::report).toList();
  }

  /** Everything that steps report but their durations, which no two runs share. */
  List<Report.StepDone> steps() {
    return reports().stream()
        .filter(Report.StepDone.class::isInstance)
        .map(Report.StepDone.class::cast)
        .map(TestRun::withoutSeconds)
        .toList();
  }

  private static Report.StepDone withoutSeconds(Report.StepDone step) {
    return new Report.StepDone(
        step.step(),
        step.epoch(),
        step.train(),
        step.valid(),
        step.fullValid(),
        step.learningRate(),
        step.gradNorm(),
        step.tokens(),
        0,
        null);
  }

  /** SHA-256 of the tuned weights after a step. */
  String weights(int step) throws IOException {
    Path folder = checkpoints().folder(step);
    Path adapter = folder.resolve("adapter_model.safetensors");
    Path file = Files.exists(adapter) ? adapter : folder.resolve("model.safetensors");
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
