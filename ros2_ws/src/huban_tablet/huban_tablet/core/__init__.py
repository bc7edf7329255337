"""What the screen shows, and when."""
