/** Tests of threads that end. */
@NullMarked
package dev.attune.platform.thread;

import org.jspecify.annotations.NullMarked;
