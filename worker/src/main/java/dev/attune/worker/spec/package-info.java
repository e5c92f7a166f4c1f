/** What specifications say, in the words of the modules that do it; every program shares it. */
@NullMarked
package dev.attune.worker.spec;

import org.jspecify.annotations.NullMarked;
