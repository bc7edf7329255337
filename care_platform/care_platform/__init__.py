"""Huban's care platform."""
