package dev.attune.wire.ids;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a tuned model: {@code ft:<base>:<organization>:<suffix>:<id>}, and of a checkpoint
 * before the last one: the same with an id of its own and {@code :ckpt-step-<step>}.
 *
 * @param suffix what the job's creator added, empty when nothing
 * @param step of an interim checkpoint, null for the job's final model
 */
public record ModelName(
    String base, String organization, String suffix, String id, @Nullable Integer step) {
  private static final Pattern FORM =
      Pattern.compile(
          "ft:([^:]+):([^:]+):([^:]*):([A-Za-z0-9]{8})(?::ckpt-step-([1-9][0-9]{0,8}))?");

  /** A part with any other character would break the scheme or a path. */
  private static final Pattern NOT_ALLOWED = Pattern.compile("[^a-zA-Z0-9._-]");

  public ModelName {
    base = clean(base);
    organization = clean(organization);
    suffix = clean(suffix);
    if (!FORM.matcher(text(base, organization, suffix, id, step)).matches()) {
      throw new IllegalArgumentException(
          "%s is not a model name; its id must be 8 letters and digits and its step positive"
              .formatted(text(base, organization, suffix, id, step)));
    }
  }

  /** The final model of a job. */
  public static ModelName of(String base, String organization, @Nullable String suffix, String id) {
    return new ModelName(base, organization, suffix == null ? "" : suffix, id, null);
  }

  /** An interim checkpoint of the same job, which has an id of its own. */
  public ModelName checkpoint(String ownId, int atStep) {
    return new ModelName(base, organization, suffix, ownId, atStep);
  }

  /** Reads a name, empty when it is not one of a tuned model. */
  public static Optional<ModelName> parse(String name) {
    Matcher form = FORM.matcher(name);
    if (!form.matches()) {
      return Optional.empty();
    }
    String step = form.group(5);
    return Optional.of(
        new ModelName(
            form.group(1),
            form.group(2),
            form.group(3),
            form.group(4),
            step == null ? null : Integer.valueOf(step)));
  }

  @Override
  public String toString() {
    return text(base, organization, suffix, id, step);
  }

  private static String clean(String part) {
    return NOT_ALLOWED.matcher(part).replaceAll("-");
  }

  private static String text(
      String base, String organization, String suffix, String id, @Nullable Integer step) {
    String name = "ft:%s:%s:%s:%s".formatted(base, organization, suffix, id);
    return step == null ? name : name + ":ckpt-step-" + step;
  }
}
