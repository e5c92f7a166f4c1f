/**
 * The model that an export starts from: its merged weights, one tensor at a time, and the small
 * files beside them. Read {@link dev.attune.worker.export.source.SourceModel} first.
 */
@NullMarked
package dev.attune.worker.export.source;

import org.jspecify.annotations.NullMarked;
