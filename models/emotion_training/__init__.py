"""How models/emotion is made: `./huban models train-emotion`."""
