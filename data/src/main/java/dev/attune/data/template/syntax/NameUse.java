package dev.attune.data.template.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Which special names the macros that are being read make use of. */
final class NameUse {
  private static final Set<String> SPECIAL = Set.of("caller", "varargs", "kwargs");

  private final Deque<Set<String>> open = new ArrayDeque<>();

  void beginMacro() {
    open.push(new HashSet<>());
  }

  Set<String> endMacro() {
    return open.pop();
  }

  /** Notes that {@code name} is read, in every macro around this place. */
  void add(String name) {
    if (SPECIAL.contains(name)) {
      open.forEach(used -> used.add(name));
    }
  }
}
