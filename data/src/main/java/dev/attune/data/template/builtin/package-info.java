/**
 * What every chat template has at hand: the filters and tests of jinja2, the methods of Python's
 * texts, lists and maps that the sandbox allows, and the functions that transformers adds.
 *
 * <p>This package never reads a file, a clock or an environment variable. Read {@link
 * dev.attune.data.template.builtin.Filters} first.
 */
@NullMarked
package dev.attune.data.template.builtin;

import org.jspecify.annotations.NullMarked;
