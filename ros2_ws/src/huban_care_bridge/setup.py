from glob import glob

from setuptools import find_packages, setup

name = "huban_care_bridge"

setup(
    name=name,
    version="0.1.0",
    packages=find_packages(exclude=["test", "test.*"]),
    package_data={name: ["py.typed", "locale/*.ftl"]},
    data_files=[
        ("share/ament_index/resource_index/packages", [f"resource/{name}"]),
        (f"share/{name}", ["package.xml"]),
        (f"share/{name}/config", glob("config/*.yaml")),
    ],
    entry_points={
        "console_scripts": ["care_bridge = huban_care_bridge.node:main"],
        "huban.benchmarks": [
            "care = huban_care_bridge.benchmarks.care:app",
            "chaos = huban_care_bridge.benchmarks.chaos.command:app",
        ],
    },
)
