"""Posture over time of a recorded clip, as a picture: trunk, heights, posture and events."""

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from huban_perception.config import PerceptionConfig
from huban_perception.core.bodies.history import History, Mark, Sample, sample
from huban_perception.core.camera import assumed_intrinsics, assumed_view
from huban_perception.core.observer import Observer
from huban_perception.evaluation.clips import Clip, frames
from huban_perception.evaluation.falls import CAMERA_RATE_HZ, MakeSight, usual_sight

_COLOURS = {"standing": "#1b6e4b", "sitting": "#2f62a8", "crouching": "#a86a00", "lying": "#b3131b"}
_HATCHES = {"standing": "", "sitting": "..", "crouching": "//", "lying": "xx"}
_MARKS = {
    "fall_suspected": ("^", "#a86a00"),
    "fall_detected": ("s", "#b3131b"),
    "long_lie_detected": ("D", "#b3131b"),
    "person_up_again": ("o", "#1b6e4b"),
}
_LONGEST_CLIP_S = 24 * 3600.0


def watch(clip: Path, rate_hz: float = CAMERA_RATE_HZ, make_sight: MakeSight | None = None) -> History:
    """What the core says about a clip seen from the side; raises DataError where nothing can be decoded."""
    names, history = count(1), History(_LONGEST_CLIP_S)
    observer = Observer(PerceptionConfig(), home=None, new_id=lambda: f"person {next(names)}")
    sight = (make_sight or usual_sight)(False)
    try:
        for stamp_s, picture in frames(Clip(clip, clip.name, False, None, ""), rate_hz):
            bodies, moving = sight.look(picture)
            view = assumed_view(assumed_intrinsics(picture.shape[1], picture.shape[0]))
            seen = observer.observe(bodies, stamp_s, view, moving)
            for sighting in seen.sightings if seen is not None else ():
                history.add(sighting.id, sample(sighting.body))
            for body_id, finding in seen.findings if seen is not None else ():
                history.mark(Mark(stamp_s, finding.kind.value, body_id))
    finally:
        sight.close()
    return history


def draw(history: History, title: str) -> Figure:
    """A figure with one row of plots per person."""
    courses = history.courses()
    figure = Figure(figsize=(11.0, 0.8 + 3.6 * max(1, len(courses))), layout="constrained")
    figure.suptitle(title)
    axes = figure.subplots(max(1, len(courses)) * 2, 1, sharex=True, squeeze=False)[:, 0]
    if not courses:
        axes[0].set_title("nobody was seen")
    for row, (body_id, course) in enumerate(courses.items()):
        _draw_course(axes[2 * row], axes[2 * row + 1], body_id, course)
        _draw_marks(axes[2 * row], [mark for mark in history.marks if mark.body_id == body_id])
    axes[-1].set_xlabel("time in s")
    return figure


def _draw_course(trunk: Any, heights: Any, body_id: str, course: Sequence[Sample]) -> None:
    stamps = [one.stamp_s for one in course]
    trunk.plot(stamps, [abs(one.trunk_deg) for one in course], color="#1d2a31")
    trunk.axhspan(0.0, PerceptionConfig().flat_trunk_deg, color="#b3131b", alpha=0.08)
    trunk.set(ylabel=f"{body_id}\ntrunk in degrees", ylim=(0, 95))
    heights.plot(stamps, [one.shoulders_m for one in course], color="#1f7f83", linestyle="--", label="shoulders")
    heights.plot(stamps, [one.hips_m for one in course], color="#2f62a8", label="hips")
    named = set()
    for start_s, end_s, posture in _pieces(course):
        label = None if posture in named else posture
        named.add(posture)
        shown = {"facecolor": _COLOURS[posture], "hatch": _HATCHES[posture], "edgecolor": "white", "label": label}
        heights.axvspan(start_s, end_s, ymin=0.0, ymax=0.08, **shown)
    heights.set(ylabel="height in m", ylim=(-0.2, 2.0))
    heights.legend(loc="upper right", ncols=6, fontsize="small")


def _draw_marks(trunk: Any, marks: Sequence[Mark]) -> None:
    for mark in marks:
        shape, colour = _MARKS.get(mark.kind, ("v", "#55646c"))
        trunk.axvline(mark.stamp_s, color=colour)
        words = f"{mark.kind.replace('_', ' ')} {mark.stamp_s:.1f} s"
        trunk.plot([mark.stamp_s], [90.0], marker=shape, color=colour, linestyle="", label=words)
    if marks:
        trunk.legend(loc="lower left", fontsize="small")


def _pieces(course: Sequence[Sample]) -> Iterator[tuple[float, float, str]]:
    """Stretches of one posture: from, until, which."""
    start = 0
    for i in range(1, len(course) + 1):
        if i == len(course) or course[i].posture != course[start].posture:
            yield course[start].stamp_s, course[min(i, len(course) - 1)].stamp_s, course[start].posture
            start = i
