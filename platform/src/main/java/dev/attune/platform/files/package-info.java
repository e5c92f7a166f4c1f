/**
 * Uploaded files and result files: rows over bytes that lie on disk under their SHA-256. Of what is
 * in a file it knows only whether its lines are JSON. Read {@link
 * dev.attune.platform.files.StoredFiles} first.
 */
@NullMarked
package dev.attune.platform.files;

import org.jspecify.annotations.NullMarked;
