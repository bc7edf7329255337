"""From a bare machine to a built workspace. Runs before anything is installed: standard library only."""
