"""When to say that monitoring is lost, and that it is restored."""

from dataclasses import dataclass

from huban_common.core.texts import Texts
from huban_perception.core.camera_watch.watch import Loss

_TEXTS = Texts("huban_perception")


@dataclass(frozen=True)
class MonitoringChange:
    """Monitoring was lost, or restored after having been lost by `loss`, at `stamp_s`."""

    lost: bool
    loss: Loss
    stamp_s: float

    @property
    def kind(self) -> str:
        """As in CareEvent."""
        return "monitoring_lost" if self.lost else "monitoring_restored"

    @property
    def figures(self) -> dict[str, float | str]:
        """What the change rests on."""
        quality = self.loss.quality
        seen = {} if quality is None else _rounded(quality.brightness, quality.relief, quality.sharpness)
        return {"cause": self.loss.trouble.value, "lasted_s": round(self.stamp_s - self.loss.since_s, 1), **seen}


class Monitoring:
    """Believes a loss at once and an end of it only after `restored_after_s`, so that people are told once."""

    def __init__(self, restored_after_s: float) -> None:
        self._restored_after_s = restored_after_s
        self._lost: Loss | None = None
        self._good_s: float | None = None

    def pause(self) -> None:
        """Nobody looks, on purpose: that ends a loss without a word."""
        self._lost, self._good_s = None, None

    def observe(self, loss: Loss | None, now_s: float) -> MonitoringChange | None:
        """Takes what the watch says now; answers what has changed."""
        if loss is not None:
            self._good_s = None
            before, self._lost = self._lost, loss
            return None if before is not None else MonitoringChange(True, loss, now_s)
        if self._lost is None:
            return None
        self._good_s = now_s if self._good_s is None else self._good_s
        if now_s - self._good_s < self._restored_after_s:
            return None
        change = MonitoringChange(False, self._lost, now_s)
        self.pause()
        return change


def cause(loss: Loss, language: str) -> str:
    """Why the camera does not see, in words and figures."""
    quality = loss.quality
    return _TEXTS.say(
        f"cause-{loss.trouble.value}",
        language,
        brightness=round(quality.brightness) if quality else 0,
        relief=round(100 * quality.relief) if quality else 0,
        sharpness=round(100 * quality.sharpness) if quality else 0,
    )


def reason(change: MonitoringChange, language: str) -> str:
    """The change in words and figures, for people."""
    key = "monitoring-lost" if change.lost else "monitoring-restored"
    lasted_s = round(change.stamp_s - change.loss.since_s)
    return _TEXTS.say(key, language, cause=cause(change.loss, language), lasted_s=lasted_s)


def _rounded(brightness: float, relief: float, sharpness: float) -> dict[str, float | str]:
    return {"brightness": round(brightness, 1), "relief": round(relief, 3), "sharpness": round(sharpness, 3)}
