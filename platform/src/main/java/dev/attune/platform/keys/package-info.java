/**
 * Keys to the API. A secret is shown when it is made and never again. Read {@link
 * dev.attune.platform.keys.Keys} first.
 */
@NullMarked
package dev.attune.platform.keys;

import org.jspecify.annotations.NullMarked;
