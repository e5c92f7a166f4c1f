/** Tests of graders' shapes; read {@link dev.attune.wire.grader.GraderShapeTest} first. */
@NullMarked
package dev.attune.wire.grader;

import org.jspecify.annotations.NullMarked;
