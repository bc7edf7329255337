"""Sentences in the form in which they are compared: without case, punctuation and politeness."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

CHINESE = re.compile(r"[\u4e00-\u9fff]")
_NOT_A_WORD = re.compile(r"[^\w\u4e00-\u9fff]+")
_CONTRACTIONS = (
    (re.compile(r"\b(can't|can not)\b"), "cannot"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'m\b"), " am"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"\b(what|who|that|it|there|where|how)'s\b"), r"\1 is"),
)


@dataclass(frozen=True)
class Politeness:
    """What people add to a request without changing it: anywhere, before and after."""

    anywhere: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    gap: str


_POLITENESS = {
    "en": Politeness(
        anywhere=("please", "robot", "huban"),
        before=("could you", "can you", "would you", "will you", "i want you to", "tell me", "hey", "hello", "now"),
        after=("thank you", "thanks", "for me", "right now", "now", "will you"),
        gap=" ",
    ),
    "zh-CN": Politeness(
        anywhere=("请", "麻烦", "一下", "机器人", "护伴", "谢谢"),
        before=("你", "您", "能不能", "可不可以", "可以", "能", "帮我", "给我", "我要你", "我想让你", "现在"),
        after=("吧", "吗", "呢", "啊", "呀", "好吗", "好不好", "可以吗", "行吗", "行不行"),
        gap="",
    ),
}
MOST_REMOVALS = 4


def language_of(text: str, otherwise: str) -> str:
    """Chinese where the text has Chinese characters, English where it has only Latin letters."""
    if CHINESE.search(text):
        return "zh-CN"
    return "en" if re.search("[a-zA-Z]", text) else otherwise


def cleaned(text: str, language: str) -> str:
    """Lower case, without punctuation and contractions; Chinese without spaces."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'")
    if language == "zh-CN":
        return _NOT_A_WORD.sub("", text)
    for pattern, words in _CONTRACTIONS:
        text = pattern.sub(words, text)
    return " ".join(_NOT_A_WORD.sub(" ", text).split())


def variants(sentence: str, language: str) -> Iterator[str]:
    """A cleaned sentence, then with less and less politeness; never empty."""
    politeness = _POLITENESS[language]
    level = [sentence] if sentence else []
    seen = set(level)
    for _ in range(MOST_REMOVALS + 1):
        yield from level
        shorter = [less for text in level for less in _less_polite(text, politeness)]
        level = [text for text in dict.fromkeys(shorter) if text and text not in seen]
        seen.update(level)


def _less_polite(text: str, politeness: Politeness) -> Iterator[str]:
    gap = politeness.gap
    padded = gap + text + gap
    for word in politeness.anywhere:
        if f"{gap}{word}{gap}" in padded:
            yield padded.replace(f"{gap}{word}{gap}", gap).strip()
    for word in politeness.before:
        if text.startswith(word + gap):
            yield text[len(word + gap) :]
    for word in politeness.after:
        if text.endswith(gap + word):
            yield text[: -len(gap + word)]
