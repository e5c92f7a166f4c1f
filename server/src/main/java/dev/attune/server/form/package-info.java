/**
 * Forms with one file in them. Bytes go by in pieces: no file is ever whole in memory. It never
 * knows what a form is for. Read {@link dev.attune.server.form.FormReader} first.
 */
@NullMarked
package dev.attune.server.form;

import org.jspecify.annotations.NullMarked;
