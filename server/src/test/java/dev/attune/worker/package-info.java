/** Programs that stand where the real workers would. */
@NullMarked
package dev.attune.worker;

import org.jspecify.annotations.NullMarked;
