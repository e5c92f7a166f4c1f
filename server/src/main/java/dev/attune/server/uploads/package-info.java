/**
 * The routes of files that come in parts. Bytes go by in pieces: no part is ever whole in memory.
 * Read {@link dev.attune.server.uploads.UploadsController} first.
 */
@NullMarked
package dev.attune.server.uploads;

import org.jspecify.annotations.NullMarked;
