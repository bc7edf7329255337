"""Measures whether perception finds the figures."""
