/**
 * Uploaded files: what a form asks for and what a client is told. It never holds the bytes. Read
 * {@link dev.attune.wire.files.FileObject} first.
 */
@NullMarked
package dev.attune.wire.files;

import org.jspecify.annotations.NullMarked;
