from glob import glob

from setuptools import find_packages, setup

name = "huban_speech"

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
        "console_scripts": ["speech = huban_speech.node:main", "sound = huban_speech.sound_node:main"],
        "huban.benchmarks": ["speech = huban_speech.benchmarks.speech:app"],
        "huban.evaluations": ["asr = huban_speech.evaluation.asr:app"],
    },
)
