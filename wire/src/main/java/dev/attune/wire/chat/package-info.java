/**
 * Chat as it stands on the wire: the messages and tools of a request or of a training line, what a
 * request asks of the sampler, the completion and the chunks of its stream. It never renders a
 * message for a model and never samples. Read {@link dev.attune.wire.chat.ChatMessage} first.
 */
@NullMarked
package dev.attune.wire.chat;

import org.jspecify.annotations.NullMarked;
