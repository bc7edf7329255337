"""What this package offers to `./huban bench`."""
