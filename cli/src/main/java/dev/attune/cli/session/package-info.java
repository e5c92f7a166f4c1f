/**
 * What every command starts from: the machine it runs on, the server it speaks to and the key it
 * speaks with. It never knows a single command. Read {@link dev.attune.cli.session.Session} first.
 */
@NullMarked
package dev.attune.cli.session;

import org.jspecify.annotations.NullMarked;
