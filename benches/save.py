#!/usr/bin/env python3
"""Measures the time from a save to the word that the open page was written, in a watched project.

usage: save.py PROGRAM FOLDER [SAVES [FORMATS]]

FOLDER is a project that portfolio.py wrote, with its output built.
"""
import pathlib
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
saves = int(sys.argv[3]) if len(sys.argv) > 3 else 15
formats = sys.argv[4] if len(sys.argv) > 4 else "html,pdf"
records = folder / "engagements/customer-0001/records/incidents.yaml"
page = "customer-0001/apps/application-om-daily-report/2025-03-14.html"
before = records.read_text()

watch = subprocess.Popen(
    [program, "watch", "-C", folder, "--serve", "0", "--format", formats],
    stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
)
try:
    port = 0
    for line in watch.stderr:
        if "Serving" in line:
            port = int(urllib.parse.urlparse(line.split()[-1]).port)
        if line.startswith(("Built", "Nothing")):
            break
    # Nobody reads on: news that pile up would stop the program.
    threading.Thread(target=watch.stderr.read, daemon=True).start()
    stream = socket.create_connection(("127.0.0.1", port))
    stream.sendall(f"GET /.sowright/events?page=/{page} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    events = stream.makefile()
    times = []
    for number in range(saves):
        time.sleep(1.0)
        start = time.monotonic()
        records.write_text(before.replace("Slow answers 72,", f"Slow answers 72 ({number}),"))
        for line in events:
            if line.startswith("data:") and page in line:
                break
        times.append((time.monotonic() - start) * 1000)
    print(f"{saves} saves: median {statistics.median(times):.0f} ms, least {min(times):.0f}, most {max(times):.0f}")
finally:
    watch.terminate()
    records.write_text(before)
