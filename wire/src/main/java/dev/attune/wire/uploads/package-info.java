/**
 * Files that come in parts: what asks for them and what a client is told. It never holds the bytes.
 * Read {@link dev.attune.wire.uploads.UploadObject} first.
 */
@NullMarked
package dev.attune.wire.uploads;

import org.jspecify.annotations.NullMarked;
