/**
 * Base models and tuned models: their names, where their weights lie and how they are asked. It
 * never reads weights itself. Read {@link dev.attune.platform.models.Models} first.
 */
@NullMarked
package dev.attune.platform.models;

import org.jspecify.annotations.NullMarked;
