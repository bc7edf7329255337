"""What browsers and tools see."""
