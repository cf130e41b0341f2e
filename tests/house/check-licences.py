"""check-licences.py: every file says its licence (SPDX), itself or in REUSE.toml.

Copyright 2026 The Millwright developers
SPDX-License-Identifier: GPL-3.0-or-later
"""
import fnmatch
import re
import tomllib
import tree

rules = tomllib.loads(tree.read("REUSE.toml"))["annotations"]
patterns = [p for rule in rules for p in ([rule["path"]] if isinstance(rule["path"], str) else rule["path"])]
problems = []
names = [n for n in tree.files() if not n.startswith("LICENSES/") and n != "REUSE.toml"]
for name in names:
    head = "\n".join(tree.read(name).splitlines()[:12])
    found = re.search(r"SPDX-License-Identifier: (\S+)", head)
    if found:
        if not (tree.ROOT / "LICENSES" / f"{found.group(1)}.txt").exists():
            problems.append(f"{name}: no text of {found.group(1)} in LICENSES/")
    elif not any(fnmatch.fnmatch(name, p.replace("**", "*")) for p in patterns):
        problems.append(f"{name}: no SPDX-License-Identifier in its first lines")
tree.finish(problems, len(names))
