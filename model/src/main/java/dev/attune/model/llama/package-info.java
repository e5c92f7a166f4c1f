/** Llama 1 to 3.x and the many models published in its shape (https://arxiv.org/abs/2407.21783). */
@NullMarked
package dev.attune.model.llama;

import org.jspecify.annotations.NullMarked;
