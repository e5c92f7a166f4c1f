/** The routes of models, base and tuned. Nothing here loads one. */
@NullMarked
package dev.attune.server.models;

import org.jspecify.annotations.NullMarked;
