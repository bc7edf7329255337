"""Parameters of the perception node."""

from dataclasses import dataclass

from huban_common.core.parameters import param
from huban_perception.core.actions.diary import DiaryRules
from huban_perception.core.actions.watch import ActionRules
from huban_perception.core.bodies.following import FollowRules
from huban_perception.core.camera_watch.watch import WatchRules
from huban_perception.core.faces.expression import ExpressionRules
from huban_perception.core.faces.faces import FaceRules
from huban_perception.core.faces.recogniser import KnownFaceRules
from huban_perception.core.observer import ObserverRules
from huban_perception.core.persons.engagement import EngagementRules


@dataclass(frozen=True)
class PerceptionConfig(
    ObserverRules,
    KnownFaceRules,
    FaceRules,
    ExpressionRules,
    FollowRules,
    EngagementRules,
    WatchRules,
    ActionRules,
    DiaryRules,
):
    """The rules of the core and what the node adds."""

    state_dir: str = param("", "folder for the templates of faces; empty: ~/.local/state/huban")
    expression_model: str = param("models/emotion/emotion.onnx", "the network that reads expressions")
    home_file: str = param("", "path of the home description; empty: no rooms, beds and private places are known")
    language: str = param("en", "language of reasons until /language says otherwise: en, zh-CN")
    map_frame: str = param("map", "frame of places; z = 0 is the floor")
    robot_frame: str = param("base_link", "frame whose room decides whether the camera may look")
    transform_age_s: float = param(1.0, "older transforms are not used for a frame", minimum=0.0)
    frame_period_s: float = param(0.1, "frames that follow sooner are skipped to save power", minimum=0.0)
    pose_confidence: float = param(0.5, "bodies and faces below this are not seen", minimum=0.0, maximum=1.0)
    match_threshold: float = param(0.5, "matches of ids below this join nothing (REP-155)", minimum=0.0, maximum=1.0)
    largest_side_px: int = param(4096, "pictures with a longer side are refused", minimum=1)
    page_port: int = param(-1, "port on this machine of a page to look at; -1: none, 0: any", minimum=-1, maximum=65535)
    page_faces: bool = param(False, "whether the page shows faces; else heads are hidden")
