"""Which ids probably mean the same person (REP-155)."""

from hri_msgs.msg import IdsMatch

from huban_perception.core.persons.matches import Feature, Kind


def face_is(face_id: str, person_id: str, confidence: float) -> IdsMatch:
    """A face and whose it is; confidence 0 takes it back."""
    return IdsMatch(id1=face_id, id1_type=IdsMatch.FACE, id2=person_id, id2_type=IdsMatch.PERSON, confidence=confidence)


def feature_of_person(message: IdsMatch) -> tuple[Feature, str] | None:
    """The face, body or voice and the person that a match is about, in either order; None for other matches."""
    ends = [(message.id1_type, message.id1), (message.id2_type, message.id2)]
    for (kind, one), (other, person) in (ends, ends[::-1]):
        if kind in (Kind.FACE, Kind.BODY, Kind.VOICE) and other == Kind.PERSON and one and person:
            return Feature(Kind(kind), one), person
    return None
