/** Notes of the client's own that hang on an object. They never mean anything to a server. */
@NullMarked
package dev.attune.wire.metadata;

import org.jspecify.annotations.NullMarked;
