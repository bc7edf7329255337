"""Vosk through its real library, with a model of a few numbers: it tells silence, low tones and high tones apart.

Formats: Kaldi's text and OpenFst's binary files. A word is an HMM of one state, the network one layer on 20 MFCC.
"""

import math
import struct
from pathlib import Path

import numpy as np
import pytest

from huban_speech.backends.vosk_recogniser import VoskRecogniser
from huban_speech.core.frames import Samples
from huban_speech.core.ports import Unavailable

WORDS = ("[unk]", "停", "厨房")
"""Word ids from 1; a low tone is 停, a high tone 厨房."""
PDFS = len(WORDS) + 1


def fst(finals: dict[int, float], arcs: dict[int, list[tuple[int, int, float, int]]]) -> bytes:
    """A vector FST over the tropical semiring, from state 0."""
    states = 1 + max(max(arcs), *(arc[3] for each in arcs.values() for arc in each))
    header = struct.pack("<ii6si8s", 2125659606, 6, b"vector", 8, b"standard")
    header += struct.pack("<iiQqqq", 2, 0, 3, 0, states, sum(map(len, arcs.values())))
    body = b""
    for state in range(states):
        body += struct.pack("<fq", finals.get(state, math.inf), len(arcs.get(state, [])))
        body += b"".join(struct.pack("<iifi", *arc) for arc in arcs.get(state, []))
    return header + body


def acoustic_model() -> str:
    """Phone p has one state with pdf p - 1; transition ids are 2p - 1 (stay) and 2p (go on)."""
    phones = " ".join(str(phone) for phone in range(1, PDFS + 1))
    triples = "\n".join(f"{phone} 0 {phone - 1}" for phone in range(1, PDFS + 1))
    logs = " ".join(["0"] + ["-0.6931472"] * (2 * PDFS))
    rows = np.zeros((PDFS, 20))
    rows[:, 0] = (-0.3, 0.0, 0.3, 0.3)
    rows[:, 1] = (0.0, 0.0, 0.3, -0.3)
    matrix = "\n".join("  " + " ".join(f"{weight:g}" for weight in row) for row in rows)
    bias = "0 -30 0 0"
    text = f"""<TransitionModel>
<Topology>
<TopologyEntry>
<ForPhones>
{phones}
</ForPhones>
<State> 0 <PdfClass> 0 <Transition> 0 0.5 <Transition> 1 0.5 </State>
<State> 1 </State>
</TopologyEntry>
</Topology>
<Triples> {PDFS}
{triples}
</Triples>
<LogProbs>
 [ {logs} ]
</LogProbs>
</TransitionModel>
<Nnet3>
input-node name=input dim=20
component-node name=affine0 component=affine0 input=input
component-node name=logsoftmax component=logsoftmax input=affine0
output-node name=output input=logsoftmax objective=linear

<NumComponents> 2
<ComponentName> affine0 <FixedAffineComponent> <LinearParams>  [
{matrix} ]
<BiasParams>  [ {bias} ]
</FixedAffineComponent>
<ComponentName> logsoftmax <LogSoftmaxComponent> <Dim> {PDFS} <ValueAvg>  [ ]
<DerivAvg>  [ ]
<Count> 0 </LogSoftmaxComponent>
</Nnet3> <LeftContext> 0 <RightContext> 0 <Priors>  [ {" ".join([str(1 / PDFS)] * PDFS)} ]
"""
    # Kaldi expects the space that its own writer puts after every token
    return text.replace("<Nnet3>\n", "<Nnet3> \n")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("zh-CN")
    for part in ("am", "conf", "graph/phones"):
        (folder / part).mkdir(parents=True)
    (folder / "am/final.mdl").write_text(acoustic_model(), encoding="utf-8")
    mfcc = "sample-frequency=16000 use-energy=false num-mel-bins=30 num-ceps=20 low-freq=20 high-freq=7600 dither=0"
    decoding = "frame-subsampling-factor=3 acoustic-scale=0.25 beam=13 lattice-beam=6 max-active=3000 min-active=200"
    decoding += " determinize-max-delay=12 determinize-min-chunk-size=6 endpoint.silence-phones=1"
    for name, options in (("mfcc", mfcc), ("model", decoding)):
        text = "".join(f"--{option}\n" for option in options.split())
        (folder / f"conf/{name}.conf").write_text(text, encoding="utf-8")
    listed = "".join(f"{word} {number}\n" for number, word in enumerate(("<eps>", *WORDS)))
    (folder / "graph/words.txt").write_text(listed, encoding="utf-8")
    boundary = "1 nonword\n" + "".join(f"{phone} singleton\n" for phone in range(2, PDFS + 1))
    (folder / "graph/phones/word_boundary.int").write_text(boundary, encoding="utf-8")
    (folder / "graph/disambig_tid.int").write_text(f"{2 * PDFS + 1}\n", encoding="utf-8")
    units = {0: [(2 * phone, phone - 1, 0.7, phone) for phone in range(1, PDFS + 1)]}
    for phone in range(1, PDFS + 1):
        units[phone] = [(2 * phone - 1, 0, 0.1, phone), (0, 0, 2.0, 0)]
    (folder / "graph/HCLr.fst").write_bytes(fst({0: 0.0}, units))
    loop = {0: [(word, word, 1.0, 0) for word in range(1, len(WORDS) + 1)]}
    (folder / "graph/Gr.fst").write_bytes(fst({0: 0.0}, loop))
    return folder


def tones(*frequencies_hz: float) -> Samples:
    """Half a second of silence before, between and after half seconds of tones."""
    time_s = np.arange(8000) / 16000
    parts = [np.zeros(8000)]
    for frequency_hz in frequencies_hz:
        parts += [8000 * np.sin(2 * np.pi * frequency_hz * time_s), np.zeros(8000)]
    return np.concatenate(parts).astype(np.int16)


def hear(recogniser: VoskRecogniser, sound: Samples) -> tuple[list[str], str, float]:
    """(partial texts, final text, confidence)."""
    recogniser.start()
    partials = [recogniser.accept(block).text for block in np.split(sound, range(512, sound.size, 512))]
    final = recogniser.finish()
    return list(dict.fromkeys(filter(None, partials))), final.text, final.confidence


def test_mandarin_words_come_out_as_partial_and_final_text(model: Path) -> None:
    recogniser = VoskRecogniser(model, "zh-CN", ["停", "厨房"])
    partials, text, confidence = hear(recogniser, tones(200))
    assert text == "停" and partials == ["停"]
    assert 0.5 < confidence <= 1.0


def test_the_next_utterance_begins_without_the_last_one(model: Path) -> None:
    recogniser = VoskRecogniser(model, "zh-CN", ["停", "厨房"])
    assert hear(recogniser, tones(200))[1] == "停"
    assert hear(recogniser, tones(5000))[1] == "厨房"
    assert hear(recogniser, np.zeros(16000, dtype=np.int16))[1] == ""


def test_the_words_of_a_sentence_are_joined_without_spaces_across_its_own_endpoints(model: Path) -> None:
    recogniser = VoskRecogniser(model, "zh-CN", ["停", "厨房", "停厨房"])
    assert hear(recogniser, tones(200, 5000))[1] == "停厨房"


def test_a_phrase_with_a_word_that_the_model_lacks_is_named(model: Path) -> None:
    assert VoskRecogniser(model, "zh-CN", ["停", "去龘房"]).skipped == ("去龘房",)


def test_an_empty_or_broken_model_is_refused_with_its_folder(model: Path, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=str(tmp_path)):
        VoskRecogniser(tmp_path, "zh-CN", ["停"])
    (tmp_path / "am").mkdir()
    (tmp_path / "am/final.mdl").write_text("not a model", encoding="utf-8")
    with pytest.raises(Unavailable, match=str(tmp_path)):
        VoskRecogniser(tmp_path, "zh-CN", ["停"])
