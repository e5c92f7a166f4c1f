/**
 * How Spring hands requests to controllers and takes their answers: arguments that are records of
 * the wire, one mapper, one advice for errors. It never knows a route. Read {@link
 * dev.attune.server.web.WebConfiguration} first.
 */
@NullMarked
package dev.attune.server.web;

import org.jspecify.annotations.NullMarked;
