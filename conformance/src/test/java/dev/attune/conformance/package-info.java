/**
 * The product as its users meet it: OpenAI's official SDKs, crashes and bad input against a server
 * that runs as a process, with real workers. Also the invariants of the architecture.
 */
@NullMarked
package dev.attune.conformance;

import org.jspecify.annotations.NullMarked;
