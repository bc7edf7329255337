"""For every test: properties are checked without a time limit of their own, so that a busy machine fails nothing."""

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
