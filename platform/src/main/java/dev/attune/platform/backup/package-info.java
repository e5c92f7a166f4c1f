/**
 * A copy of a data directory that is one moment of it, made while a server uses it, and the way
 * back. It never writes into a data directory that was used. Read {@link
 * dev.attune.platform.backup.BackupWriter} first.
 */
@NullMarked
package dev.attune.platform.backup;

import org.jspecify.annotations.NullMarked;
