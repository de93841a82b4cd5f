"""`python -m macros.commands COMMAND …`."""

import sys

from . import main

sys.exit(main())
