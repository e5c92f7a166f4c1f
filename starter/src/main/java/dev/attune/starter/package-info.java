/**
 * The starter model and the recipe that made it: a generator of support tickets, a byte-pair
 * tokenizer trainer and a pretraining run on the project's own engine. Also the sample files of the
 * quick start.
 *
 * <p>Nothing here runs in the product; it ships what the recipe wrote. Read {@link
 * dev.attune.starter.StarterRecipe} first.
 */
@NullMarked
package dev.attune.starter;

import org.jspecify.annotations.NullMarked;
