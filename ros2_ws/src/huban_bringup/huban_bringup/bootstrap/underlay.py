"""`python3 -m huban_bringup.bootstrap.underlay`: the standard interface packages that a sourced ROS 2 has already.

For colcon's `--packages-ignore`, where the workspace is built on a ROS 2 of the system.
"""

import os
from pathlib import Path

from huban_bringup.bootstrap.workspace import interop, provided
from huban_bringup.checkout import this_checkout

if __name__ == "__main__":
    prefixes = [Path(prefix) for prefix in os.environ.get("AMENT_PREFIX_PATH", "").split(os.pathsep) if prefix]
    print(" ".join(provided(interop(this_checkout()), prefixes)))
