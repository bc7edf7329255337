"""Tells what is there, what is degraded and what to do."""
