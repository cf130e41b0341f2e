"""check-manifest.py: the Flatpak manifest is read by flatpak-builder, its modules are pinned and not below meson's floors.

Copyright 2026 The Millwright developers
SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import re
import shutil
import subprocess
import tempfile
import tree

NAME = "flatpak/io.github.millwright.Millwright.json"
if not shutil.which("flatpak-builder"):
    tree.skip("flatpak-builder is not installed")
# It leaves a folder of its own where it runs.
with tempfile.TemporaryDirectory() as work:
    shown = subprocess.run(["flatpak-builder", "--show-manifest", str(tree.ROOT / NAME)], capture_output=True, text=True, cwd=work)
if shown.returncode:
    tree.finish([f"{NAME}: {shown.stderr.strip()}"], 1)
manifest = json.loads(shown.stdout)
problems = []
meson = tree.read("meson.build")
floors = {name: floor for name, floor in re.findall(r"dependency\('([^']+)', version: '>= ([0-9.]+)'\)", meson)}
MODULE_OF = {"libdex-1": "libdex", "yyjson": "yyjson", "libmpdec": "mpdecimal", "libqrencode": "qrencode", "sqlcipher": "sqlcipher"}
modules = {m["name"]: m for m in manifest["modules"]}
if manifest["id"] != "io.github.millwright.Millwright":
    problems.append(f"{NAME}: id is {manifest['id']}")
if manifest["runtime-version"] != "50":
    problems.append(f"{NAME}: runtime-version is {manifest['runtime-version']}")
for dependency, module in MODULE_OF.items():
    if module not in modules:
        problems.append(f"{NAME}: {module} is not bundled")
        continue
    pinned = re.search(r"([0-9]+(?:\.[0-9]+)+)", " ".join(s.get("tag", "") + s.get("url", "") for s in modules[module]["sources"]))
    floor = floors.get(dependency)
    if not floor or not pinned or [int(x) for x in pinned.group(1).split(".")] < [int(x) for x in floor.split(".")]:
        problems.append(f"{NAME}: {module} {pinned and pinned.group(1)} is below meson's floor {floor}")
for name, module in modules.items():
    for source in module.get("sources", []):
        if source.get("type") == "git" and not source.get("commit"):
            problems.append(f"{NAME}: {name}: the git source has no commit")
        if source.get("type") == "archive" and not source.get("sha256"):
            problems.append(f"{NAME}: {name}: the archive has no sha256")
# The runtime's SQLite has the names of its functions: it is bundled so that neither finds those of the other.
sqlcipher = modules.get("sqlcipher", {})
if "--disable-shared" not in sqlcipher.get("config-opts", []) or "-fvisibility=hidden" not in str(sqlcipher.get("build-options", {})):
    problems.append(f"{NAME}: sqlcipher is not static, with hidden symbols")
tree.finish(problems, len(modules))
