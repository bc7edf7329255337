"""The installed ROS packages, found on the ament prefix path."""

import os
from pathlib import Path


class AmentPackages:
    """Packages below the folders of AMENT_PREFIX_PATH, first one wins."""

    def __init__(self, prefix_path: str) -> None:
        self._prefixes = [Path(prefix) for prefix in prefix_path.split(os.pathsep) if prefix]

    def prefix(self, package: str) -> Path:
        for prefix in self._prefixes:
            if (prefix / "share/ament_index/resource_index/packages" / package).exists():
                return prefix
        raise ValueError(f"the package {package} is not built: run ./huban setup")

    def share(self, package: str) -> Path:
        return self.prefix(package) / "share" / package

    def executable(self, package: str, name: str) -> Path:
        path = self.prefix(package) / "lib" / package / name
        if not os.access(path, os.X_OK):
            raise ValueError(f"the package {package} has no executable {name}: run ./huban setup")
        return path
