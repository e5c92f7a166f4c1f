package dev.attune.platform.webhooks;

/** A new endpoint with its secret, which is told this once. */
public record CreatedEndpoint(Endpoint endpoint, WebhookSecret secret) {}
