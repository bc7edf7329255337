"""One enrolment at a time: begun by consent, ended by a template, by time or by a change of mind."""

from dataclasses import dataclass
from threading import Lock

from huban_perception.core.faces.enrolment import Advice, Enrolment, EnrolmentRules
from huban_perception.core.faces.face_template import Embedding
from huban_perception.core.faces.liveness import Liveness
from huban_perception.core.faces.recognition import Gallery


@dataclass(frozen=True)
class Progress:
    """Whether a face is learned, and if that is lost with a restart, why; while it is being learned, what to do."""

    done: bool = False
    unkept: str = ""
    advice: Advice | None = None


class EnrolmentDesk:
    """For use in any thread. Nothing is learned of anybody who has withdrawn, not even by what was under way.

    `unkept`: why the face that was learned last is lost with a restart; empty where it is not.
    """

    def __init__(self, gallery: Gallery, rules: EnrolmentRules) -> None:
        self.gallery, self._rules = gallery, rules
        self._lock = Lock()
        self._current: Enrolment | None = None
        self._learned, self.unkept = "", ""

    def begin(self, person: str, now_s: float) -> None:
        """This person has agreed; whoever was being learned is not any more."""
        with self._lock:
            self._current = Enrolment(person, self._rules, now_s)
            self._learned, self.unkept = "", ""

    def withdraw(self, person: str) -> None:
        """Ends the enrolment and forgets the face at once; raises OSError where the file cannot be written."""
        with self._lock:
            if self._current is not None and self._current.person == person:
                self._current = None
            if self._learned == person:
                self._learned, self.unkept = "", ""
            self.gallery.forget(person)

    def current(self, now_s: float) -> Enrolment | None:
        """The enrolment under way; one whose time is up ends here."""
        with self._lock:
            if self._current is not None and self._current.is_over(now_s):
                self._current = None
            return self._current

    def conclude(self, enrolment: Enrolment, liveness: Liveness, now_s: float) -> None:
        """Learns the face if there is enough of it."""
        template = enrolment.template(liveness, now_s)
        if template is None:
            return
        alike = self.gallery.nearest(template, but=enrolment.person)
        if alike is not None and alike.similarity >= self._rules.enrolment_double:
            enrolment.hold(Advice.RESEMBLES, now_s)
            return
        with self._lock:
            if self._current is enrolment:
                self._current, self._learned = None, enrolment.person
                self._learn(enrolment.person, template)

    def progress(self, person: str, now_s: float) -> Progress:
        enrolment = self.current(now_s)
        if enrolment is not None and enrolment.person == person:
            return Progress(advice=enrolment.advice(now_s))
        return Progress(done=self._learned == person, unkept=self.unkept)

    def _learn(self, person: str, template: Embedding) -> None:
        try:
            self.gallery.learn(person, template)
        except OSError as error:
            self.unkept = str(error)
