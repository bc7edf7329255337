"""The services by which people agree to be known by their voice or face, and take that back."""

from collections.abc import Callable, Iterable

from std_srvs.srv import SetBool

from huban_common.node import ManagedNode


def serve_consent(
    node: ManagedNode,
    kind: str,
    people: Iterable[str],
    agree: Callable[[str], None],
    withdraw: Callable[[str], None],
) -> None:
    """Serves `/<node>/people/<id>/<kind>_consent` for everybody.

    Consent begins the enrolment, its withdrawal deletes the template; both may raise OSError for a disk that fails, and
    `agree` ValueError for what hinders it.
    """
    for person in people:
        _serve(node, f"/{node.get_name()}/people/{person}/{kind}_consent", person, agree, withdraw)


def _serve(
    node: ManagedNode, name: str, person: str, agree: Callable[[str], None], withdraw: Callable[[str], None]
) -> None:
    def answer(request: SetBool.Request, response: SetBool.Response) -> SetBool.Response:
        try:
            (agree if request.data else withdraw)(person)
            response.success = True
        except OSError as error:
            response.message = f"the template of {person} is forgotten, but not deleted from the disk: {error}"
        except ValueError as error:
            response.message = str(error)
        return response

    node.own(node.create_service(SetBool, name, answer), node.destroy_service)
