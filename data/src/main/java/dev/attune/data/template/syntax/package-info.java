/**
 * From the text of a chat template to its syntax tree: jinja2's grammar with {@code trim_blocks},
 * {@code lstrip_blocks}, loop controls and {@code {% generation %}}, as transformers sets it up.
 *
 * <p>This package never runs anything. Read {@link dev.attune.data.template.syntax.TemplateParser}
 * first.
 */
@NullMarked
package dev.attune.data.template.syntax;

import org.jspecify.annotations.NullMarked;
