package dev.attune.cli.terminal;

import java.util.regex.Pattern;

/** Text of others, which must not move the cursor or rename the window. */
public final class Printable {
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cc}+");
  private static final Pattern CONTROLS_BUT_LINES = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");

  private Printable() {}

  /** The same on one line. */
  public static String line(String text) {
    return CONTROLS.matcher(text).replaceAll(" ");
  }

  /** The same with its lines and tabs. */
  public static String text(String text) {
    return CONTROLS_BUT_LINES.matcher(text).replaceAll("");
  }
}
