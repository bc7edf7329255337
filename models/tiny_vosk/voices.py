"""Who speaks: the voices that train a model and the ones kept back to examine it."""

from collections.abc import Mapping
from dataclasses import dataclass

from tiny_vosk.types import Manner

FLITE = frozenset({"slt", "rms", "awb", "kal16", "kal"})
RHOTIC = ("en-us", "en-gb-scotland")
"""How the names of eSpeak NG's accents begin that speak every r."""

_TRAINING_VARIANTS = (
    "", "m1", "m3", "m5", "m7", "m8", "f1", "f2", "f3", "f5", "klatt", "klatt2", "klatt4", "klatt6", "Alex",
    "Alicia", "Andrea", "antonio", "aunty", "belinda", "caleb", "croak", "Denis", "Diogo", "ed", "edward", "Gene",
    "grandpa", "Henrique", "Hugo", "iven", "iven3", "Jacky", "john", "Lee", "marcelo", "Mario", "max", "miguel",
    "Mike", "norbert", "pablo", "paul", "quincy", "rob", "sandro", "steph", "steph3", "travis", "victor", "zac",
    "anika", "benjamin", "adam", "announcer", "boris", "david", "edward2", "Gene2", "grandma", "gustave", "iven2",
    "iven4", "kaukovalta", "klatt5", "Marco", "michel", "Nguyen", "RicishayMax", "robert", "Storm",
)  # fmt: skip
_KEPT_VARIANTS = ("m2", "m4", "m6", "f4", "klatt3", "Annie", "Andy", "linda", "Michael", "shelby", "pedro", "steph2")


@dataclass(frozen=True)
class Voices:
    """eSpeak NG's voices and, for English, flite's; all of them speak at every rate and pitch."""

    espeak: tuple[str, ...]
    flite: tuple[str, ...]
    rates: tuple[int, ...]
    pitches: tuple[int, ...]
    stretches: tuple[float, ...]

    @property
    def espeak_manners(self) -> list[Manner]:
        return [Manner(name, rate, pitch) for name in self.espeak for rate in self.rates for pitch in self.pitches]

    @property
    def usual(self) -> list[Manner]:
        """Each accent once, as most people speak; and flite."""
        plain = [Manner(name, 150) for name in self.espeak if "+" not in name]
        return plain + [Manner(name, 1.0) for name in self.flite[:1]]

    @property
    def flite_manners(self) -> list[Manner]:
        return [Manner(name, stretch) for name in self.flite for stretch in self.stretches]


def _named(accents: tuple[str, ...], variants: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{accent}+{variant}" if variant else accent for accent in accents for variant in variants)


_RATES = (90, 110, 130, 150, 170, 190, 220)
_PITCHES = (10, 30, 40, 50, 60, 70, 90)
_STRETCHES = (0.8, 0.9, 1.0, 1.1, 1.2, 1.4, 1.6)
_KEPT_RATES = (100, 120, 140, 160, 180)
_KEPT_PITCHES = (25, 35, 45, 55, 65, 75)
_KEPT_STRETCHES = (0.85, 0.95, 1.05, 1.15, 1.3)
_ACCENTS: Mapping[str, tuple[str, ...]] = {
    "en": ("en-us", "gmw/en", "en-gb-x-rp", "en-gb-x-gbcwmd", "en-us-nyc", "en-029"),
    "zh-CN": ("cmn-latn-pinyin",),
}
_KEPT_ACCENTS: Mapping[str, tuple[str, ...]] = {
    "en": ("en-us", "gmw/en"),
    "zh-CN": ("cmn-latn-pinyin",),
}


def training(language: str) -> Voices:
    speakers = ("slt", "rms", "kal16") if language == "en" else ()
    return Voices(_named(_ACCENTS[language], _TRAINING_VARIANTS), speakers, _RATES, _PITCHES, _STRETCHES)


def kept_back(language: str) -> Voices:
    """Voices, rates and pitches that no training sees."""
    speakers = ("awb",) if language == "en" else ()
    voices = _named(_KEPT_ACCENTS[language], _KEPT_VARIANTS)
    return Voices(voices, speakers, _KEPT_RATES, _KEPT_PITCHES, _KEPT_STRETCHES)
