"""check-layout.py: the top level stays as agreed, folders say what lives there, files stay small, nothing private is committed.

Copyright 2026 The Millwright developers
SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import re
import tree

TOP = {"src", "data", "po", "tests", "meson.build", "meson.options", "flatpak", "README.md", "build-aux", "CONTRIBUTING.md", "LICENSES", "REUSE.toml"}
MOST_LINES = 800
PRIVATE = re.compile(r"(^|[\s\"'=:(])/(work|farm|root|home/[a-z]+)/|deb\.debian\.org|registry\.npmjs")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b")
names = tree.files()
problems = [f"{top}: not part of the agreed top level" for top in sorted({n.split("/")[0] for n in names}) if top not in TOP and not top.startswith(".")]
for folder in sorted({str(pathlib.Path(n).parent) for n in names if n.startswith("src/") and n.count("/") >= 2}):
    build = tree.ROOT / folder / "meson.build"
    readme = tree.ROOT / folder / "README.md"
    first = build.read_text().splitlines()[1:2] if build.exists() else []
    if not readme.exists() and not (first and first[0].startswith("# ")):
        problems.append(f"{folder}: no line that says what lives there (README.md, or the second line of meson.build)")
for name in names:
    path = pathlib.Path(name)
    if path.name in ("utils.c", "helpers.c", "utils.h", "helpers.h"):
        problems.append(f"{name}: a file's name says what is in it")
    if path.suffix not in (".c", ".h", ".py", ".sh", ".build", ".md", ".json", ".ui", ".css", "") or name.startswith("LICENSES/"):
        continue
    lines = tree.read(name).splitlines()
    if path.suffix in (".c", ".h") and name.startswith("src/") and len(lines) > MOST_LINES:
        problems.append(f"{name}: {len(lines)} lines")
    if name == "tests/house/check-layout.py":
        continue
    for number, line in enumerate(lines, 1):
        if PRIVATE.search(line):
            problems.append(f"{name}:{number}: a path or host that belongs to one machine")
        if UNFINISHED.search(line):
            problems.append(f"{name}:{number}: unfinished: {line.strip()[:60]}")
tree.finish(problems, len(names))
