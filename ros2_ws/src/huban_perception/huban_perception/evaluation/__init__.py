"""Measures perception on recorded data (formats: docs of `./huban eval`)."""
