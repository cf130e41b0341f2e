"""check-translation.py: every text of the tree is translated in every language of po/LINGUAS, and the files are sound.

Copyright 2026 The Millwright developers
SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import re
import subprocess
import tempfile
import tree

problems, seen = [], 0
with tempfile.TemporaryDirectory() as work:
    pot = pathlib.Path(work) / "all.pot"
    made = subprocess.run([str(tree.ROOT / "build-aux/update-po"), str(pot)], capture_output=True, text=True)
    if made.returncode:
        tree.finish([f"build-aux/update-po failed: {made.stderr}"], 1)
    for language in (l for l in tree.read("po/LINGUAS").split("\n") if l and not l.startswith("#")):
        po, merged = tree.ROOT / "po" / f"{language}.po", pathlib.Path(work) / f"{language}.po"
        sound = subprocess.run(["msgfmt", "--check", "--output=/dev/null", str(po)], capture_output=True, text=True)
        if sound.returncode:
            problems.append(f"po/{language}.po: {sound.stderr.strip()}")
        subprocess.run(["msgmerge", "--quiet", "--no-fuzzy-matching", "--output-file", str(merged), str(po), str(pot)], check=True)
        seen += len(re.findall(r"^msgid ", merged.read_text(encoding="utf-8"), re.M)) - 1
        for flags in (["--untranslated"], ["--only-fuzzy"]):
            left = subprocess.run(["msgattrib", "--no-obsolete", *flags, str(merged)], capture_output=True, text=True, check=True).stdout
            texts = re.findall(r'^msgid "(.+)"$|^msgid ""\n"(.+)"$', left, re.M)
            problems += [f"po/{language}.po: not translated: {a or b}" for a, b in texts]
tree.finish(problems, seen)
