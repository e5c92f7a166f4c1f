/**
 * Files that come in parts: each part is kept as a file's bytes are, until all of them together
 * become one file. Read {@link dev.attune.platform.uploads.Uploads} first.
 */
@NullMarked
package dev.attune.platform.uploads;

import org.jspecify.annotations.NullMarked;
