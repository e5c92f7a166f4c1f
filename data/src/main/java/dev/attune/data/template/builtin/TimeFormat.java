package dev.attune.data.template.builtin;

import dev.attune.data.template.value.BoundedText;
import dev.attune.data.template.value.Meter;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** A time written as C's {@code strftime} does in the English locale. */
final class TimeFormat {
  private TimeFormat() {}

  static String apply(String format, LocalDateTime time, Meter meter) {
    BoundedText out = new BoundedText(meter);
    int index = 0;
    while (index < format.length()) {
      int percent = format.indexOf('%', index);
      if (percent < 0 || percent + 1 == format.length()) {
        return out.append(format.substring(index)).toString();
      }
      out.append(format.substring(index, percent));
      boolean unpadded = format.charAt(percent + 1) == '-' && percent + 2 < format.length();
      int letter = percent + (unpadded ? 2 : 1);
      out.append(field(format.charAt(letter), unpadded, time));
      index = letter + 1;
    }
    return out.toString();
  }

  private static String field(char letter, boolean unpadded, LocalDateTime time) {
    return switch (letter) {
      case 'Y' -> String.valueOf(time.getYear());
      case 'y' -> number(time.getYear() % 100, 2, unpadded);
      case 'm' -> number(time.getMonthValue(), 2, unpadded);
      case 'd' -> number(time.getDayOfMonth(), 2, unpadded);
      case 'e' -> unpadded ? number(time.getDayOfMonth(), 2, true) : pattern("ppd", time);
      case 'H' -> number(time.getHour(), 2, unpadded);
      case 'I' -> number((time.getHour() + 11) % 12 + 1, 2, unpadded);
      case 'M' -> number(time.getMinute(), 2, unpadded);
      case 'S' -> number(time.getSecond(), 2, unpadded);
      case 'f' -> number(time.getNano() / 1000, 6, false);
      case 'j' -> number(time.getDayOfYear(), 3, unpadded);
      case 'B' -> pattern("MMMM", time);
      case 'b', 'h' -> pattern("MMM", time);
      case 'A' -> pattern("EEEE", time);
      case 'a' -> pattern("EEE", time);
      case 'p' -> time.getHour() < 12 ? "AM" : "PM";
      case 'u' -> String.valueOf(time.getDayOfWeek().getValue());
      case 'w' -> String.valueOf(time.getDayOfWeek().getValue() % 7);
      case 'V' -> number(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, unpadded);
      case 'G' -> String.valueOf(time.get(IsoFields.WEEK_BASED_YEAR));
      case 'F' -> pattern("yyyy-MM-dd", time);
      case 'T', 'X' -> pattern("HH:mm:ss", time);
      case 'R' -> pattern("HH:mm", time);
      case 'D', 'x' -> pattern("MM/dd/yy", time);
      case 'c' -> pattern("EEE MMM ppd HH:mm:ss yyyy", time);
      case 'n' -> "\n";
      case 't' -> "\t";
      case '%' -> "%";
      // A local time without a zone.
      case 'z', 'Z' -> "";
      default -> "%" + letter;
    };
  }

  private static String number(int value, int digits, boolean unpadded) {
    return unpadded ? String.valueOf(value) : ("%0" + digits + "d").formatted(value);
  }

  private static String pattern(String pattern, LocalDateTime time) {
    return time.format(DateTimeFormatter.ofPattern(pattern, Locale.US));
  }
}
