"""`python -m care_platform`."""

from care_platform.cli import main

main()
