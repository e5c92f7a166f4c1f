/**
 * The routes of files. Bytes go by in pieces: no file is ever whole in memory. Read {@link
 * dev.attune.server.files.UploadReader} first.
 */
@NullMarked
package dev.attune.server.files;

import org.jspecify.annotations.NullMarked;
