package dev.attune.data.template.run;

/** How a body ended. */
enum Flow {
  ON,
  BREAK,
  CONTINUE
}
