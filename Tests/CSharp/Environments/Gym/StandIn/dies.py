import os
import sys

print('dying while imported', file=sys.stderr)
os.abort()
