/**
 * {@code attune doctor}: one class for each thing that is looked at on this machine. It needs no
 * server and no network, changes nothing that is kept, and never opens the database itself; the
 * server's part does. Read {@link dev.attune.cli.doctor.DoctorCommand} first.
 */
@NullMarked
package dev.attune.cli.doctor;

import org.jspecify.annotations.NullMarked;
