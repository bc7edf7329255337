"""The rules of the platform: no database, no network, no clock of its own."""
