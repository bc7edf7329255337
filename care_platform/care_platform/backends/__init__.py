"""Ways out of the platform: real senders behind the ports of core/."""
