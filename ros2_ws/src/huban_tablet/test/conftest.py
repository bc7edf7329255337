from huban_common.testing import graph  # noqa: F401
