#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""terminal.py COMMAND...: runs it in a terminal of its own and types the lines of stdin into it,
each after a prompt, then `exit`.  Prints what the terminal shows; returns the command's exit code."""

import os
import pty
import re
import select
import sys
import time

SECONDS = 60
PROMPT = re.compile(rb"[#$>] $")


def read_until(terminal, done, deadline):
    """What the terminal shows until done(shown), or until its other end closes."""
    shown = b""
    while not done(shown):
        if not select.select([terminal], [], [], max(0, deadline - time.monotonic()))[0]:
            sys.exit(f"terminal.py: nothing more came after {shown!r}")
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # EIO: the command has ended
            break
        if not piece:
            break
        os.write(1, piece.replace(b"\r", b""))
        shown += piece
    return shown


def main():
    lines = sys.stdin.read().splitlines()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="dumb", PS1="$ ")
        os.execvp(sys.argv[1], sys.argv[1:])
    deadline = time.monotonic() + SECONDS
    for line in lines + ["exit"] * bool(lines):
        read_until(terminal, PROMPT.search, deadline)
        os.write(terminal, line.encode() + b"\n")
    read_until(terminal, lambda shown: False, deadline)
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


main()
