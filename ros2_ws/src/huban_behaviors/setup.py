from glob import glob

from setuptools import find_packages, setup

name = "huban_behaviors"

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
        "console_scripts": ["behaviors = huban_behaviors.node:main"],
        "huban.skills": [
            "alarm_drill = huban_behaviors.skills.alarm_drill:AlarmDrill",
            "bed_flat = huban_behaviors.skills.bed_flat:BedFlat",
            "bed_set = huban_behaviors.skills.bed_set:BedSet",
            "bed_sit_up = huban_behaviors.skills.bed_sit_up:BedSitUp",
            "call_help = huban_behaviors.skills.call_help:CallHelp",
            "come_here = huban_behaviors.skills.come_here:ComeHere",
            "confirm = huban_behaviors.skills.confirm:Confirm",
            "dock = huban_behaviors.skills.dock:Dock",
            "face_forget = huban_behaviors.skills.face_forget:FaceForget",
            "face_remember = huban_behaviors.skills.face_remember:FaceRemember",
            "go_to = huban_behaviors.skills.go_to:GoTo",
            "language_set = huban_behaviors.skills.language_set:LanguageSet",
            "repeat_last = huban_behaviors.skills.repeat_last:RepeatLast",
            "robot_status = huban_behaviors.skills.robot_status:RobotStatus",
            "stop = huban_behaviors.skills.stop:Stop",
            "tell_date = huban_behaviors.skills.tell_date:TellDate",
            "tell_time = huban_behaviors.skills.tell_time:TellTime",
            "voice_forget = huban_behaviors.skills.voice_forget:VoiceForget",
            "voice_remember = huban_behaviors.skills.voice_remember:VoiceRemember",
            "voice_set = huban_behaviors.skills.voice_set:VoiceSet",
            "who_am_i = huban_behaviors.skills.who_am_i:WhoAmI",
        ],
    },
)
