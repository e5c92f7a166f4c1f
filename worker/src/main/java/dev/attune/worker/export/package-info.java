/**
 * Writes a served model in the forms that others load, and checks each against what is served
 * before it takes its name. Nothing here knows jobs or names of tuned models. Read {@link
 * dev.attune.worker.export.Export} first.
 */
@NullMarked
package dev.attune.worker.export;

import org.jspecify.annotations.NullMarked;
