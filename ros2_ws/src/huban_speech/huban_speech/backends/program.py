"""A speech program: text in, sound out, and what to do where it cannot."""

import subprocess

from huban_speech.core.ports import Unavailable

_TIMEOUT_S = 5.0


def output_of(command: list[str], content: bytes, what: str) -> bytes:
    """What a program writes for this input; raises Unavailable. `what` it was asked for is named in the error.

    The program's name is also that of its package.
    """
    program = command[0]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=_TIMEOUT_S, check=True)
    except FileNotFoundError as error:
        raise Unavailable(f"{program} is not installed: apt-get install {program}") from error
    except subprocess.TimeoutExpired as error:
        raise Unavailable(f"{program} did not end within {_TIMEOUT_S} s") from error
    except subprocess.CalledProcessError as error:
        complaint = error.stderr.decode(errors="replace").strip()
        raise Unavailable(f"{program} with {what}: {complaint or f'exit status {error.returncode}'}") from error
    return done.stdout
