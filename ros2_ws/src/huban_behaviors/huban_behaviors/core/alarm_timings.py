"""The times of an alarm, also parameters of the node."""

from dataclasses import dataclass

from huban_common.core.parameters import param


@dataclass(frozen=True)
class AlarmTimings:
    """When the robot asks, raises, repeats and tries again."""

    answer_timeout_s: float = param(8.0, "silence after 'are you hurt?' that counts as no", minimum=1.0, maximum=60.0)
    suspicion_patience_s: float = param(
        5.0, "a suspected fall that is neither seen nor disproved for so long is asked about", minimum=1.0, maximum=60.0
    )
    still_down_after_s: float = param(
        30.0, "on the floor for so long after 'I am fine' raises the alarm", minimum=1.0, maximum=600.0
    )
    reminder_period_s: float = param(30.0, "between two words of comfort", minimum=5.0, maximum=300.0)
    undelivered_after_s: float = param(
        15.0, "an alarm that nobody received for so long is told to the elder", minimum=1.0, maximum=300.0
    )
    join_window_s: float = param(
        120.0, "sightings of one person within this time are one incident", minimum=0.0, maximum=3600.0
    )
    approach_attempts: int = param(3, "drives to the person before giving up", minimum=1, maximum=10)
    retry_after_s: float = param(5.0, "pause between two drives to the person", minimum=0.0, maximum=60.0)
