"""Ordinary life and falls, played by the simulator before three cameras."""
