/**
 * The dashboard: pages for people, made on the server from what the platform knows. A browser is
 * signed in by a cookie, which opens nothing but these pages. Read {@link
 * dev.attune.server.pages.Visitor} first, then {@link dev.attune.server.pages.JobsPages}. It never
 * has a rule of its own about jobs or files: whatever it does, the API can do.
 */
@NullMarked
package dev.attune.server.pages;

import org.jspecify.annotations.NullMarked;
