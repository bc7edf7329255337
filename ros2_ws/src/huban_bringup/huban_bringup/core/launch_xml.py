"""XML with line numbers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from xml import sax
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from huban_bringup.core.types import LaunchFileError


@dataclass
class Element:
    """One element of a launch file."""

    tag: str
    attributes: dict[str, str]
    file: Path
    line: int
    children: list["Element"] = field(default_factory=list)

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}"

    def error(self, text: str) -> LaunchFileError:
        return LaunchFileError(f"{self.where}: {text}")

    def need(self, name: str) -> str:
        """An attribute that must be there."""
        if name not in self.attributes:
            raise self.error(f"<{self.tag}> needs the attribute '{name}'")
        return self.attributes[name]

    def allow(self, *names: str) -> None:
        """Refuses attributes that nobody would look at."""
        _refuse_others(self, "attribute", self.attributes, names)

    def allow_children(self, *tags: str) -> None:
        _refuse_others(self, "element", [child.tag for child in self.children], tags)


def read_xml(file: Path) -> Element:
    """The root element of a file; raises LaunchFileError with the line of the fault."""
    builder = _Builder(file)
    try:
        with file.open("rb") as source:
            sax.parse(source, builder)
    except OSError as error:
        raise LaunchFileError(f"{file}: cannot be read: {error.strerror or error}") from error
    except sax.SAXParseException as error:
        raise LaunchFileError(f"{file}:{error.getLineNumber()}: not well-formed XML: {error.getMessage()}") from error
    return builder.root.children[0]


class _Builder(ContentHandler):
    def __init__(self, file: Path) -> None:
        super().__init__()
        self.root = Element("", {}, file, 0)
        self._open = [self.root]
        self._at: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:
        self._at = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        line = (self._at.getLineNumber() if self._at else None) or 0
        element = Element(name, dict(attrs.items()), self.root.file, line)
        self._open[-1].children.append(element)
        self._open.append(element)

    def endElement(self, name: str) -> None:
        self._open.pop()


def _refuse_others(element: Element, kind: str, present: Iterable[str], known: tuple[str, ...]) -> None:
    for name in present:
        if name not in known:
            listed = ", ".join(known) or "none"
            raise element.error(f"{kind} '{name}' in <{element.tag}> is not understood here; known: {listed}")
