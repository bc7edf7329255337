import sys

from huban_bringup.bootstrap.main import main

sys.exit(main(sys.argv[1:]))
