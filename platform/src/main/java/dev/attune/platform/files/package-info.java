/**
 * Uploaded files and result files: rows over bytes that lie on disk under their SHA-256. It never
 * knows what is in a file. Read {@link dev.attune.platform.files.StoredFiles} first.
 */
@NullMarked
package dev.attune.platform.files;

import org.jspecify.annotations.NullMarked;
