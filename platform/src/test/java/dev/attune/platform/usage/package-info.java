/** Tests of counts; read {@link dev.attune.platform.usage.UsageLogTest} first. */
@NullMarked
package dev.attune.platform.usage;

import org.jspecify.annotations.NullMarked;
