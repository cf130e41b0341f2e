"""check-potfiles.py: po/POTFILES.in lists every file with texts to translate, and nothing else.

Copyright 2026 The Millwright developers
SPDX-License-Identifier: GPL-3.0-or-later
"""
import re
import tree

listed = {line.strip() for line in tree.read("po/POTFILES.in").splitlines() if line.strip() and not line.startswith("#")}
has_text = set()
for name in tree.files():
    if not name.startswith(("src/", "data/")):
        continue
    text = tree.read(name) if name.endswith((".c", ".h", ".ui", ".desktop.in", ".metainfo.xml.in")) else ""
    if name.endswith((".c", ".h")) and re.search(r"(?<![A-Za-z0-9_])((_|N_|C_|NC_|ngettext)\s*\(|g_dngettext\s*\(\s*GETTEXT_PACKAGE,)\s*\"", text):
        has_text.add(name)
    elif name.endswith(".ui") and 'translatable="yes"' in text:
        has_text.add(name)
    elif name.endswith((".desktop.in", ".metainfo.xml.in")):
        has_text.add(name)
problems = [f"{n}: has texts, and is not in po/POTFILES.in" for n in sorted(has_text - listed)]
problems += [f"{n}: in po/POTFILES.in, and has no texts" for n in sorted(listed - has_text)]
tree.finish(problems, len(has_text))
