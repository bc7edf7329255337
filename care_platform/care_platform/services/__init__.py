"""What the platform does, each in the caller's or its own transaction."""
