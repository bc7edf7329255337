from huban_common.testing import graph

__all__ = ["graph"]
