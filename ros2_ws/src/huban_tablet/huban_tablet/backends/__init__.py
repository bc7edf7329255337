"""The web server of the screen."""
