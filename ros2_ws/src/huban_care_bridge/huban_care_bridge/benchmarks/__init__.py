"""Measurements of the way to the care platform."""
