"""Settings: people, roles, keys, webhooks, the log, health."""
