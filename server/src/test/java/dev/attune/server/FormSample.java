package dev.attune.server;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A form that a route takes, with all its parts, and every way to spoil one of them.
 *
 * @param route as the router knows it
 */
record FormSample(String route, List<Part> parts) {
  /** Right for no text; what is in a file is no matter of fields. */
  private static final List<String> WRONG =
      List.of("", "x", "null", "NaN", "1e999", "-1", "y".repeat(3_000), "y".repeat(100_000));

  /** A part of a form. */
  record Part(String name, String value, boolean isFile) {
    static Part text(String name, String value) {
      return new Part(name, value, false);
    }

    static Part file(String name, String value) {
      return new Part(name, value, true);
    }

    private Stream<Part> wrong() {
      return isFile ? Stream.empty() : WRONG.stream().map(value -> text(name, value));
    }

    private Form in(Form form) {
      return isFile
          ? form.part(
              "Content-Disposition: form-data; name=\"%s\"; filename=\"f\"".formatted(name), value)
          : form.text(name, value);
    }
  }

  /**
   * The form with one thing wrong.
   *
   * @param part that is
   */
  record Spoiled(String part, String what, Form form) {
    @Override
    public String toString() {
      return "%s %s".formatted(part, what);
    }
  }

  Form form() {
    return of(parts);
  }

  List<Spoiled> spoiled() {
    List<Spoiled> all = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      all.add(new Spoiled(part.name(), "missing", of(parts, i)));
      all.add(new Spoiled(part.name(), "twice", of(parts, i, part, part)));
      int at = i;
      part.wrong()
          .forEach(wrong ->
              all.add(
                  new Spoiled(
                      part.name(), "= '%.20s'".formatted(wrong.value()), of(parts, at, wrong))));
    }
    for (Part unknown : List.of(Part.text("unknwon", "x"), Part.file("unknwon", "x"))) {
      all.add(new Spoiled("unknwon", "there", of(parts, parts.size(), unknown)));
    }
    return all;
  }

  /** The parts with others instead of one. */
  private static Form of(List<Part> parts, int at, Part... instead) {
    List<Part> spoiled = new ArrayList<>(parts.subList(0, at));
    spoiled.addAll(List.of(instead));
    spoiled.addAll(parts.subList(Math.min(at + 1, parts.size()), parts.size()));
    return of(spoiled);
  }

  private static Form of(List<Part> parts) {
    Form form = new Form();
    parts.forEach(part -> part.in(form));
    return form;
  }

  @Override
  public String toString() {
    return route;
  }
}
