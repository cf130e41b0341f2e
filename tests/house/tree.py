"""tree.py: the files of the tree, for the checks beside it.

Copyright 2026 The Millwright developers
SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(sys.argv[1]).resolve()


def files():
    """Files that git tracks; in an unpacked archive, everything but build folders. Paths relative to the root."""
    listed = subprocess.run(["git", "-c", "safe.directory=*", "-C", str(ROOT), "ls-files", "-z"], capture_output=True)
    if listed.returncode == 0 and listed.stdout:
        names = [n for n in listed.stdout.decode().split("\0") if n]
    else:
        names = [str(p.relative_to(ROOT)) for p in ROOT.rglob("*") if p.is_file()]
    return sorted(n for n in names if not n.startswith((".git/", "_build")) and (ROOT / n).is_file())


def read(name):
    return (ROOT / name).read_text(encoding="utf-8", errors="replace")


def finish(problems, seen):
    """Ends the check: it fails on a problem, and when it looked at nothing."""
    for problem in problems:
        print(problem)
    print(f"{seen} looked at, {len(problems)} problems")
    sys.exit(1 if problems or not seen else 0)


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(77)
