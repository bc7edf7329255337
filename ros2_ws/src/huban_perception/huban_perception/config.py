"""Parameters of the perception node."""

from dataclasses import dataclass

from huban_common.core.parameters import param
from huban_perception.core.faces import FaceRules
from huban_perception.core.observer import ObserverRules
from huban_perception.core.watch import WatchRules


@dataclass(frozen=True)
class PerceptionConfig(ObserverRules, FaceRules, WatchRules):
    """The rules of the core and what the node adds."""

    home_file: str = param("", "path of the home description; empty: no rooms, beds and private places are known")
    language: str = param("en", "language of reasons until /language says otherwise: en, zh-CN")
    map_frame: str = param("map", "frame of places; z = 0 is the floor")
    robot_frame: str = param("base_link", "frame whose room decides whether the camera may look")
    transform_age_s: float = param(1.0, "older transforms are not used for a frame", minimum=0.0)
    frame_period_s: float = param(0.1, "frames that follow sooner are skipped to save power", minimum=0.0)
    pose_confidence: float = param(0.5, "bodies and faces below this are not seen", minimum=0.0, maximum=1.0)
    search_frames: int = param(100, "missed frames in a row in which somebody lost is sought closely", minimum=0)
    largest_side_px: int = param(4096, "pictures with a longer side are refused", minimum=1)
