"""check-format.py: every C file is as clang-format leaves it.

Copyright 2026 The Millwright developers
SPDX-License-Identifier: GPL-3.0-or-later
"""
import shutil
import subprocess
import tree

if not shutil.which("clang-format"):
    tree.skip("clang-format is not installed")
names = [n for n in tree.files() if n.endswith((".c", ".h"))]
result = subprocess.run(["clang-format", "--dry-run", "--style=file", "--Werror", *names], cwd=tree.ROOT, capture_output=True, text=True)
bad = sorted({line.split(":", 1)[0] for line in result.stderr.splitlines() if "error:" in line})
tree.finish([f"{n}: not formatted (clang-format -i)" for n in bad] or ([result.stderr] if result.returncode else []), len(names))
