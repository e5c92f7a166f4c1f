/**
 * One class per noun: what a person types, the call to the API, and the lines that are printed. It
 * never decides anything that the API decides.
 */
@NullMarked
package dev.attune.cli.commands;

import org.jspecify.annotations.NullMarked;
