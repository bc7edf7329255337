"""Messages to and from the types of the core."""
