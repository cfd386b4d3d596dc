#!/usr/bin/env python3
"""Runs a command and fails when it fails or takes more memory than allowed.

usage: peak.py MEGABYTES COMMAND …
"""
import resource
import subprocess
import sys
import time

limit = int(sys.argv[1])
start = time.monotonic()
status = subprocess.run(sys.argv[2:], check=False).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
peak = used.ru_maxrss / 1024
print(f"status {status}, peak {peak:.0f} MB, {used.ru_utime + used.ru_stime:.1f} CPU s, {time.monotonic() - start:.1f} s")
sys.exit(status != 0 or peak > limit)
