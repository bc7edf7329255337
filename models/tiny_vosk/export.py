"""Writes a model as the folder that Vosk loads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from huban_speech.backends.phrase_graph import phrase_graph
from huban_speech.backends.recogniser_library import MARKER
from tiny_vosk.graph import Costs, lexicon_graph, numbered
from tiny_vosk.kaldi import SILENCE_ID, Numbering, acoustic_model
from tiny_vosk.lexicon import Lexicon
from tiny_vosk.mfcc import OPTIONS
from tiny_vosk.network import Network
from tiny_vosk.types import Floats
from tiny_vosk.units import Phone, Units

DECODING: Mapping[str, str | float] = {
    "frame-subsampling-factor": 3,
    "acoustic-scale": 0.3,
    "beam": 13.0,
    "lattice-beam": 4.0,
    "max-active": 3000,
    "min-active": 200,
    # In noise there are endless ways to divide a sound among phones; only words are asked for
    "phone-determinize": "false",
    # Nearly a tenth of a second: the sooner a cry is in the words so far
    "frames-per-chunk": 9,
    # Words so far come early only with short chunks
    "determinize-max-delay": 12,
    "determinize-min-chunk-size": 6,
    "endpoint.silence-phones": SILENCE_ID,
    "endpoint.rule2.min-trailing-silence": 0.5,
    "endpoint.rule3.min-trailing-silence": 0.75,
    "endpoint.rule4.min-trailing-silence": 1.0,
}
"""conf/model.conf."""


@dataclass(frozen=True)
class Model:
    """Everything that a trained model is: `phrases` have spaces between the words of the lexicon."""

    units: Units
    network: Network
    priors: Floats
    lexicon: Lexicon
    phrases: Sequence[str]


def write(model: Model, folder: Path, costs: Costs, decoding: Mapping[str, str | float] = DECODING) -> None:
    """Makes or overwrites the files of the model; the folder loads only once all of them are there."""
    numbering = Numbering(model.units)
    lines = {
        "am/phones.txt": [f"{each.name} {each.states} {each.mean_s:.4f}" for each in model.units.phones],
        "graph/disambig_tid.int": [str(numbering.unused_transition)],
        "graph/phones/word_boundary.int": [f"{number} {position}" for number, position in numbering.boundaries],
        MARKER: ["This model was trained without people: see README.md. Huban prefers any other model for them."],
        "conf/mfcc.conf": [f"--{name}={value}" for name, value in OPTIONS.items()],
        "conf/model.conf": [f"--{name}={value}" for name, value in decoding.items()],
    }
    acoustics = {"am/final.mdl": acoustic_model(model.units, numbering, model.network, model.priors)}
    _write(folder, {**acoustics, **{name: _text(content) for name, content in lines.items()}})
    write_words(model.units, model.lexicon, model.phrases, folder, costs)


def write_words(units: Units, lexicon: Lexicon, phrases: Sequence[str], folder: Path, costs: Costs) -> None:
    """The part of a model that depends on its words only."""
    words = numbered(list(lexicon))
    files = {
        "graph/HCLr.fst": bytes(lexicon_graph(Numbering(units), lexicon, costs)),
        "graph/Gr.fst": bytes(phrase_graph(phrases, words)),
        "graph/words.txt": _text([f"{word} {number}" for word, number in words.items()]),
    }
    _write(folder, files)


def read_units(folder: Path) -> Units:
    """The phones of a model that was written here; raises OSError, ValueError."""
    phones: list[Phone] = []
    for line in (folder / "am/phones.txt").read_text(encoding="utf-8").splitlines():
        name, states, mean_s = line.split()
        phones.append(Phone(name, sum(phone.states for phone in phones), int(states), float(mean_s)))
    return Units(tuple(phones))


def _text(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
