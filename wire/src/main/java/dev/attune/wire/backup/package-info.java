/**
 * What the server's part says of a backup while the {@code attune} command waits for it. It is said
 * within one process and never goes over HTTP.
 */
@NullMarked
package dev.attune.wire.backup;

import org.jspecify.annotations.NullMarked;
