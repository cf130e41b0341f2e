"""check-install.py: meson install puts everything where a desktop looks for it, under a DESTDIR too.

Copyright 2026 The Millwright developers
SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import subprocess
import sys
import tempfile
import tree

build = sys.argv[2]
problems, seen = [], 0
with tempfile.TemporaryDirectory() as work:
    made = subprocess.run(["meson", "install", "-C", build, "--no-rebuild", "--destdir", work], capture_output=True, text=True)
    if made.returncode:
        tree.finish([f"meson install failed: {made.stdout[-800:]} {made.stderr[-800:]}"], 1)
    there = {str(p.relative_to(work)) for p in pathlib.Path(work).rglob("*") if p.is_file()}
    prefix = next(n for n in sorted(there) if n.endswith("bin/millwright")).removesuffix("bin/millwright")
    app = next(pathlib.Path(n).stem for n in there if n.endswith(".desktop"))
    wanted = [
        f"share/applications/{app}.desktop",
        f"share/metainfo/{app}.metainfo.xml",
        f"share/glib-2.0/schemas/{app}.gschema.xml",
        f"share/icons/hicolor/scalable/apps/{app}.svg",
        f"share/icons/hicolor/symbolic/apps/{app}-symbolic.svg",
        "share/locale/de/LC_MESSAGES/millwright.mo",
        "share/millwright/other-systems.json",
        "share/millwright/sign-in-pages.json",
        "share/millwright/synonyms.json",
    ]
    for folder in ("systems", "model"):
        wanted += [f"share/millwright/{folder}/{p.name}" for p in (tree.ROOT / "data" / folder).glob("*.json")]
    for name in wanted:
        seen += 1
        if prefix + name not in there:
            problems.append(f"{name}: not installed")
    # What is installed finds its own data.
    run = subprocess.run([f"{work}/{prefix}bin/millwright", "--version"], capture_output=True, text=True)
    if run.returncode or not run.stdout.strip():
        problems.append(f"the installed program does not start: {run.stderr.strip()}")
tree.finish(problems, seen)
