/** Tests of the recipe, and of the model and the sample files that are shipped. */
@NullMarked
package dev.attune.starter;

import org.jspecify.annotations.NullMarked;
