"""Real clocks and connections."""
