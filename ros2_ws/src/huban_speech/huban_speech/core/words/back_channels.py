"""What people say to show that they listen; none of it is a wish to speak."""

from collections.abc import Mapping

_WORDS: Mapping[str, frozenset[str]] = {
    "en": frozenset(
        (
            *("mm hm", "mhm", "uh huh", "hm", "hmm", "ah", "oh", "yes", "yeah", "yep", "okay", "right"),
            *("all right", "that is right", "i see", "good", "fine", "sure", "really"),
        )
    ),
    "zh-CN": frozenset(
        ("嗯", "嗯嗯", "对", "对对", "对啊", "好", "好的", "好啊", "是", "是的", "哦", "噢", "啊", "行", "唉")
    ),
}


def back_channels(language: str) -> frozenset[str]:
    """All of them in one language."""
    return _WORDS[language]


def is_back_channel(text: str, language: str) -> bool:
    """Whether a sentence in lower case without punctuation is nothing but such words, or nothing at all."""
    known = _WORDS[language]
    gap = " " if language == "en" else ""
    words = text.split() if gap else list(text)
    return not words or any(
        gap.join(words[:length]) in known and is_back_channel(gap.join(words[length:]), language)
        for length in range(1, len(words) + 1)
    )
