/** Commands as a person types them, against a small server that speaks the wire. */
@NullMarked
package dev.attune.cli;

import org.jspecify.annotations.NullMarked;
