/** The routes of files. Read {@link dev.attune.server.files.FilesController} first. */
@NullMarked
package dev.attune.server.files;

import org.jspecify.annotations.NullMarked;
