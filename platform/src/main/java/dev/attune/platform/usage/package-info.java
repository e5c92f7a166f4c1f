/**
 * What an organization used: answers of models, counted as they are given, and jobs that ended. It
 * never limits anything.
 */
@NullMarked
package dev.attune.platform.usage;

import org.jspecify.annotations.NullMarked;
