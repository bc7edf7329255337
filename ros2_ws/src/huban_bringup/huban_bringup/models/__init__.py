"""Speech models: the tiny ones that are built here and the full ones that are fetched."""
