/**
 * Base models from a hub that speaks Hugging Face's HTTP API: which files of a repository are
 * taken, and how they come here whole. Nothing here looks into weights, and nothing that a
 * repository brings is ever run. Read {@link dev.attune.server.hub.Hub} first.
 */
@NullMarked
package dev.attune.server.hub;

import org.jspecify.annotations.NullMarked;
