/** The routes of API keys. A secret leaves here once, when its key is created. */
@NullMarked
package dev.attune.server.keys;

import org.jspecify.annotations.NullMarked;
