package dev.attune.server.settings;

/** Everything that an operator can say, checked. */
public record ServerSettings(
    ListenSettings listen,
    StoreSettings store,
    WorkSettings work,
    LimitSettings limits,
    HubSettings hub,
    WebhookAddresses webhookAddresses,
    TrackingSettings tracking) {}
