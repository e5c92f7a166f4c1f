/**
 * Measurements: ratios against what the machine allows, taken in one run. Nothing here is a test.
 */
@NullMarked
package dev.attune.benchmarks;

import org.jspecify.annotations.NullMarked;
