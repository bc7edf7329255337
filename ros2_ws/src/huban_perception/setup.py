from glob import glob

from setuptools import find_packages, setup

name = "huban_perception"

setup(
    name=name,
    version="0.1.0",
    packages=find_packages(exclude=["test", "test.*"]),
    package_data={name: ["py.typed", "locale/*.ftl", "page/web/*"]},
    data_files=[
        ("share/ament_index/resource_index/packages", [f"resource/{name}"]),
        (f"share/{name}", ["package.xml"]),
        (f"share/{name}/config", glob("config/*.yaml")),
    ],
    entry_points={
        "console_scripts": [
            "perception = huban_perception.node:main",
            "room_sensors = huban_perception.room_sensors:main",
        ],
        "huban.evaluations": [
            "actions = huban_perception.evaluation.actions_command:app",
            "emotion = huban_perception.evaluation.emotion_command:app",
            "faces = huban_perception.evaluation.faces_command:app",
            "falls = huban_perception.evaluation.command:app",
            "posture = huban_perception.evaluation.posture_command:app",
        ],
    },
)
