/** Tests of the control plane, with real processes and a real database. */
@NullMarked
package dev.attune.platform;

import org.jspecify.annotations.NullMarked;
