/**
 * Who is told that a job has ended, and what became of telling them. An event is written for each
 * endpoint in the transaction that ends the job, so none is lost and none is made twice. It never
 * speaks HTTP: a {@link dev.attune.platform.webhooks.Sender} does. Read {@link
 * dev.attune.platform.webhooks.DeliveryQueue} first.
 */
@NullMarked
package dev.attune.platform.webhooks;

import org.jspecify.annotations.NullMarked;
