"""What robots and the care platform say to each other over MQTT 5."""
