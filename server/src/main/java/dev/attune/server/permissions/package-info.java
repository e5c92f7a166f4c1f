/** The routes by which an organization lets its projects ask each other's checkpoints. */
@NullMarked
package dev.attune.server.permissions;

import org.jspecify.annotations.NullMarked;
