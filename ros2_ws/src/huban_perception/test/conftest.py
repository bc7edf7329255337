"""Every node test runs on a ROS graph of its own."""

from huban_common.testing import graph

__all__ = ["graph"]
