"""The words of the reflex path: what people cry when they need help or when something must stop."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ReflexWords:
    """The words of one language.

    `help` and `stop` are whole cries; `denials` turn what follows them into a negation or a quotation, and `roots`
    are what such a sentence about help is recognised by; `courtesies` may surround a cry; `doubts` are sentences
    which a recogniser with a fixed grammar must know to tell them from cries.
    """

    help: tuple[str, ...]
    stop: tuple[str, ...]
    roots: tuple[str, ...]
    denials: tuple[str, ...]
    courtesies: tuple[str, ...]
    doubts: tuple[str, ...]

    @property
    def phrases(self) -> tuple[str, ...]:
        """Everything that a recogniser should be able to hear."""
        return self.help + self.stop + self.doubts


WORDS: Mapping[str, ReflexWords] = {
    "en": ReflexWords(
        help=(
            "help",
            "help help",
            "help me",
            "somebody help",
            "somebody help me",
            "i need help",
            "call for help",
            "get help",
            "emergency",
            "i fell",
            "i fell down",
            "i have fallen",
            "i've fallen",
            "i have fallen down",
            "i cannot get up",
            "i can't get up",
        ),
        stop=(
            "stop",
            "stop stop",
            "stop stop stop",
            "no stop",
            "i said stop",
            "stop it",
            "stop now",
            "stop that",
            "stop moving",
            "stand still",
            "halt",
            "do not move",
            "don't move",
        ),
        roots=("help", "fall", "fell", "fallen", "emergency"),
        denials=("not", "never", "no", "without", "said", "says", "say", "told"),
        courtesies=("please", "robot", "oh"),
        doubts=(
            "i did not fall",
            "i didn't fall",
            "i have not fallen",
            "i haven't fallen",
            "i do not need help",
            "i don't need help",
            "do not help me",
            "don't help me",
            "no help",
            "do not stop",
            "don't stop",
        ),
    ),
    "zh-CN": ReflexWords(
        help=(
            "救命",
            "救命啊",
            "救救我",
            "帮帮我",
            "帮我",
            "来人",
            "来人啊",
            "快来人",
            "我需要帮助",
            "我摔倒了",
            "我摔了",
            "我摔跤了",
            "我跌倒了",
            "我起不来了",
        ),
        stop=("停", "停停", "停停停", "停下", "停下来", "停止", "快停", "快停下", "别动", "不要动", "站住"),
        roots=("救命", "帮", "摔", "跌", "来人"),
        denials=("没", "不", "别", "说"),
        courtesies=("请", "快", "啊", "呀", "吧", "机器人", "哎呀", "天哪", "不好了", "不行了"),
        doubts=("我没摔倒", "我没有摔倒", "我没摔", "不用帮我", "我不需要帮助", "不要停", "别停"),
    ),
}
