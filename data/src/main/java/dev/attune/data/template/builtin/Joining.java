package dev.attune.data.template.builtin;

import dev.attune.data.template.value.BoundedText;
import dev.attune.data.template.value.Markup;
import dev.attune.data.template.value.Meter;
import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.Value;
import java.util.List;

/** {@code separator.join(texts)}. */
final class Joining {
  private Joining() {}

  static TextValue join(TextValue separator, List<Value> items, Meter meter) {
    BoundedText out = new BoundedText(meter);
    for (int i = 0; i < items.size(); i++) {
      if (!(items.get(i) instanceof TextValue text)) {
        throw TemplateException.type(
            "sequence item %d: expected str instance, %s found"
                .formatted(i, items.get(i).typeName()));
      }
      out.append(i == 0 ? "" : separator.text());
      out.append(separator.safe() ? Markup.escape(text, meter) : text.text());
    }
    return separator.alike(out.toString());
  }
}
