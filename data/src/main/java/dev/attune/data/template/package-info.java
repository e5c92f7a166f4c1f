/**
 * Chat templates: how a conversation becomes the text that a model reads. A template is jinja2 as
 * transformers runs it, and comes from whoever published the model, so it is run by an interpreter
 * of our own over a closed set of values, with limits on steps, depth, text and time.
 *
 * <p>This package never turns text into tokens, and never reads a file or a clock. Read {@link
 * dev.attune.data.template.ChatTemplate} first.
 */
@NullMarked
package dev.attune.data.template;

import org.jspecify.annotations.NullMarked;
