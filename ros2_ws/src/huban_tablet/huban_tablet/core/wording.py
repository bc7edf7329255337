"""The screen in words, as the browser gets it."""

from typing import Any

from huban_common.core.home import Home
from huban_common.core.texts import Texts, locale_of
from huban_tablet.core.types import Button, Camera, Doing, Help, HelpState, Microphone, Mood, Screen

TEXTS = Texts("huban_tablet")
NAMED_SKILLS = ("go_to", "guide_to", "come_here", "follow_me", "dock", "patrol", "bed_set", "bed_flat", "bed_sit_up")
"""What the robot does for longer than a moment."""


def view(screen: Screen, home: Home | None) -> dict[str, Any]:
    """What the browser draws: every text is in the language of the house."""
    language = screen.language
    help, doing = _help(screen.help, language), _doing(screen, home)
    asked = screen.question.text if screen.question else ""
    # A long question is spoken, and captioned, in parts
    said_elsewhere = screen.robot_said in asked or screen.robot_said in (doing, help["text"] if help else "")
    robot = "" if said_elsewhere else screen.robot_said
    quiet = screen.mood is Mood.IDLE and not (robot or doing or screen.person_said)
    return {
        "language": locale_of(language),
        "mood": screen.mood.value,
        "speaking": screen.speaking,
        "quiet": quiet,
        "robot": TEXTS.say("ready", language) if quiet else robot,
        "person": screen.person_said,
        "help": help,
        "question": {"id": str(screen.question.id), "text": asked} if screen.question else None,
        "doing": doing,
        "notice": TEXTS.say("alone", language) if screen.alone else "",
        "microphone": {
            "state": screen.microphone.value,
            "text": TEXTS.say(f"microphone-{screen.microphone.value}", language),
            "use": TEXTS.say("use-microphone", language),
        },
        "camera": {"state": screen.camera.value, "text": _camera(screen.camera, language)},
        "buttons": _buttons(screen),
        "settings": TEXTS.say("settings", language),
    }


def _buttons(screen: Screen) -> dict[str, str]:
    """What the buttons say."""
    texts = {button.value: TEXTS.say(f"button-{button.value}", screen.language) for button in Button}
    if screen.microphone is Microphone.MUTED:
        texts[Button.MUTE.value] = TEXTS.say("button-unmute", screen.language)
    return texts


def _camera(camera: Camera, language: str) -> str:
    """What the camera does; nothing where nobody knows."""
    return "" if camera is Camera.UNKNOWN else TEXTS.say(f"camera-{camera.value}", language)


def _help(state: HelpState | None, language: str) -> dict[str, str] | None:
    if state is None:
        return None
    named = state.name and state.step in (Help.ACKNOWLEDGED, Help.ATTENDED, Help.CLOSED)
    key = f"help-{state.step.name.lower()}" + ("-by" if named else "")
    return {"step": state.step.name.lower(), "text": TEXTS.say(key, language, name=state.name)}


def _doing(screen: Screen, home: Home | None) -> str:
    if screen.doing is None:
        return TEXTS.say("halted", screen.language) if screen.halted else ""
    if screen.doing.skill not in NAMED_SKILLS:
        return ""
    return TEXTS.say(f"doing-{screen.doing.skill}", screen.language, place=_place(screen.doing, screen.language, home))


def _place(doing: Doing, language: str, home: Home | None) -> str:
    """The name of where it goes; its id where the home does not know it."""
    place = str(doing.args.get("place", ""))
    known = home.places.get(place) if home else None
    return known.name_in(language) if known else place
