/**
 * Graders as OpenAI's wire describes them: whether one has a shape that can be. It never grades
 * anything. Read {@link dev.attune.wire.grader.GraderShape} first.
 */
@NullMarked
package dev.attune.wire.grader;

import org.jspecify.annotations.NullMarked;
