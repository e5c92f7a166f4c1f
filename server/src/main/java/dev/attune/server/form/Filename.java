package dev.attune.server.form;

import java.nio.file.InvalidPathException;
import java.util.regex.Pattern;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.jspecify.annotations.Nullable;

/** A file's name as a client says it, fit to be shown; it never names anything on disk. */
public final class Filename {
  private static final int LONGEST = 255;
  private static final String USUAL = "upload";

  /** Folders of the client's machine. */
  private static final Pattern FOLDERS = Pattern.compile("^.*[/\\\\]", Pattern.DOTALL);

  /** What moves a cursor, ends a line or turns the direction of reading. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private Filename() {}

  static String of(FileItemInput part) {
    return clean(said(part));
  }

  public static String clean(@Nullable String said) {
    String name =
        said == null ? "" : UNSEEN.matcher(FOLDERS.matcher(said).replaceFirst("")).replaceAll("");
    String cut = name.length() <= LONGEST ? name : name.substring(0, LONGEST);
    // The cut may have split a character in two.
    String whole = UNSEEN.matcher(cut).replaceAll("").strip();
    return whole.isEmpty() ? USUAL : whole;
  }

  private static @Nullable String said(FileItemInput part) {
    try {
      return part.getName();
    } catch (InvalidPathException notOfThisMachine) {
      return notOfThisMachine.getInput();
    }
  }
}
