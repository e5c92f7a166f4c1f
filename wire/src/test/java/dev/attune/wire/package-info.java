/** Tests of more than one package: every answer against OpenAI's schema and official SDK. */
@NullMarked
package dev.attune.wire;

import org.jspecify.annotations.NullMarked;
