"""Where those hook in who look closer at people: expressions, recognition, actions."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from huban_perception.scene import Scene
from huban_perception.worker import NewestWorker


class Follower(Protocol):
    """Watches people over time with what is already known of them; quick."""

    def follow(self, scene: Scene) -> None:
        """Takes every frame, in order, in the executor's thread; publishes its own topics."""
        ...


class Examiner(Protocol):
    """Runs models of its own on people; slow."""

    def examine(self, scene: Scene) -> Any:
        """In a thread of its own, frames that came meanwhile are skipped; what it finds, None for nothing."""
        ...

    def tell(self, scene: Scene, found: Any) -> None:
        """In the executor's thread: remembers and publishes what was found."""
        ...

    def close(self) -> None:
        """Frees the models."""
        ...


class Examination:
    """Runs examiners on the newest scene in one thread of their own, so that they never delay who watches for falls."""

    def __init__(
        self,
        examiners: Sequence[Examiner],
        run_later: Callable[[Callable[[], None]], None],
        fail: Callable[[Exception], None],
    ) -> None:
        self._examiners = examiners
        self._run_later = run_later
        self._fail = fail
        self._worker = NewestWorker("examination", self._examine, fail)

    def offer(self, scene: Scene) -> None:
        """Hands over a scene; one that still waits is dropped."""
        if self._examiners and scene.people:
            self._worker.offer(scene)

    def close(self) -> None:
        self._worker.close()
        for examiner in self._examiners:
            examiner.close()

    def _examine(self, scene: Scene) -> None:
        for examiner in self._examiners:
            try:
                found = examiner.examine(scene)
            except Exception as error:  # one examiner's trouble must not end the others
                self._fail(error)
                continue
            if found is not None:
                self._run_later(lambda told=examiner.tell, found=found: told(scene, found))  # type: ignore[misc]
