/** Each check against a machine that is well and one that is not. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.doctor;
