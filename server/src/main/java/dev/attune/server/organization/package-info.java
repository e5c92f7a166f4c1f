/** The routes of an organization: its projects, their keys and service accounts, its own keys. */
@NullMarked
package dev.attune.server.organization;

import org.jspecify.annotations.NullMarked;
