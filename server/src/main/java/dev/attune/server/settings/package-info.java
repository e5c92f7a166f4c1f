/**
 * What an operator says when the server starts: options, variables of the environment, and the
 * records that they become. Nothing here acts on a setting. Read {@link
 * dev.attune.server.settings.ServerSettings} first.
 */
@NullMarked
package dev.attune.server.settings;

import org.jspecify.annotations.NullMarked;
