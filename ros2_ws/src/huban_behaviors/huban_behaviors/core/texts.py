"""What the behaviours say to people."""

from huban_behaviors.core.types import Caller
from huban_common.core.home import Home
from huban_common.core.texts import Texts, locale_of

TEXTS = Texts("huban_behaviors")


def listed(words: list[str], language: str) -> str:
    """An enumeration as one reads it in that language."""
    return ("、" if locale_of(language) == "zh-CN" else ", ").join(words)


def name_at_home(name: str, home: Home, language: str) -> str:
    """A person's name in that language where the home description knows it, else as it is."""
    for person in home.people.values():
        if name in person.name.values():
            return person.name_in(language)
    return name


def elder_id(home: Home) -> str:
    """The id of the person whom the robot looks after; raises ValueError where the home names nobody."""
    if home.elder_id is None:
        raise ValueError("home description: people: nobody has the role 'elder'")
    return home.elder_id


def id_at_home(caller: Caller, home: Home) -> str:
    """Whom of the home a caller speaks for: themself if they are in the room and known by name, else the elder."""
    return caller.id if caller.id in home.people and not caller.remote else elder_id(home)


def elder_name(home: Home, language: str) -> str:
    """How the robot addresses the person whom it looks after."""
    return home.people[elder_id(home)].name_in(language)
