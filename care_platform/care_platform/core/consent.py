"""What an elder, or whoever may speak for the elder, agrees to; without a consent the answer is no."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Purpose(str, Enum):
    """What is agreed to, each by itself."""

    CAMERA_MONITORING = "camera_monitoring"
    LIVE_VIDEO = "live_video"
    FACE_RECOGNITION = "face_recognition"
    VOICE_RECOGNITION = "voice_recognition"
    EMOTION_RECOGNITION = "emotion_recognition"
    SHARING_WITH_FAMILY = "sharing_with_family"
    SHARING_WITH_DOCTORS = "sharing_with_doctors"
    RESEARCH = "research"


class Capacity(str, Enum):
    """As what somebody agrees."""

    SELF = "self"
    GUARDIAN = "guardian"
    PROXY = "proxy"


@dataclass(frozen=True)
class Term:
    """From when until when a consent holds; a withdrawal ends it before its time."""

    begins: datetime
    ends: datetime | None = None
    withdrawn: datetime | None = None

    def holds(self, at: datetime) -> bool:
        over = [moment for moment in (self.ends, self.withdrawn) if moment is not None]
        return self.begins <= at and all(at < moment for moment in over)


def agreed(terms: Iterable[Term], at: datetime) -> bool:
    """Whether any of the consents for one purpose holds."""
    return any(term.holds(at) for term in terms)
