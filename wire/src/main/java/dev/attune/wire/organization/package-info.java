/** OpenAI's routes for an organization: its projects, their keys and its own. */
@NullMarked
package dev.attune.wire.organization;

import org.jspecify.annotations.NullMarked;
