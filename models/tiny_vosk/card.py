"""What somebody who finds a model should know about it."""

from tiny_vosk.units import Units
from tiny_vosk.vocabulary import Vocabulary
from tiny_vosk.voices import Voices

_NAMES = {"en": "English", "zh-CN": "Mandarin"}


def card(vocabulary: Vocabulary, voices: Voices, units: Units, size: int) -> str:
    """The model's README.md; the same model has the same card."""
    name = _NAMES[vocabulary.language]
    speakers = f"{len(voices.espeak)} voices of eSpeak NG"
    if voices.flite:
        speakers += f" and flite's {', '.join(voices.flite)}"
    return f"""# Tiny Vosk model: {name} commands

**Knows synthetic voices only.** It is for the tests, the simulated elder and the demo. People need the full model:
`./huban models fetch`.

| | |
|---|---|
| made by | `./huban models train --language {vocabulary.language}`, code in `models/tiny_vosk` |
| hears | {len(vocabulary.phrases)} phrases of {len(vocabulary.words)} words: skills, reflex words, the robot's names |
| heard in training | {speakers}; rates {_span(voices.rates)}, pitches {_span(voices.pitches)} |
| form | {len(units.phones)} phones, {units.states} states, hybrid HMM with a feed-forward network on 20 MFCC |
| size | {size / 1e6:.2f} MB |
| licence | Apache-2.0, like the rest of Huban; no recording of anybody is in it |

Figures and how they were taken: `docs/measurements/speech_models.md`.

**Limits.** The vocabulary is closed: a phrase with a new word means a new training. Real people, dialects, children and
strong accents were not in training. Mandarin tones are not told apart.
Other talk becomes `[unk]`; a result that contains it must be dropped.
"""


def _span(values: tuple[int, ...]) -> str:
    return f"{min(values)} to {max(values)}"
