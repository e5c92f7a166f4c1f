package dev.attune.worker.export.ollama;

import dev.attune.worker.export.ollama.TurnFrames.Frame;

/**
 * Writes what is around messages as a Go template over Ollama's {@code .System} and {@code
 * .Messages}.
 */
final class GoText {
  private GoText() {}

  static String of(TurnFrames frames) {
    StringBuilder text = new StringBuilder();
    if (!frames.opening().isEmpty()) {
      text.append("{{ if not .System }}").append(literal(frames.opening())).append("{{ end }}");
    }
    text.append("{{ range .Messages }}{{ if eq .Role \"user\" }}").append(framed(frames.user()));
    frames
        .system()
        .ifPresent(frame -> text.append("{{ else if eq .Role \"system\" }}").append(framed(frame)));
    text.append("{{ else if eq .Role \"assistant\" }}").append(framed(frames.assistant()));
    return text.append("{{ end }}{{ end }}").append(literal(frames.answer())).toString();
  }

  private static String framed(Frame frame) {
    return literal(frame.before()) + "{{ .Content }}" + literal(frame.after());
  }

  private static String literal(String text) {
    return text.replace("{{", "{{ \"{{\" }}");
  }
}
