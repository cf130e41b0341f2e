"""check-manifest.py: the Flatpak manifests are read by flatpak-builder, differ where they mean to, ask for what is named here
only, and their modules are pinned, have a licence and are not below meson's floors.

Copyright 2026 The Millwright developers
SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import re
import shutil
import subprocess
import tempfile
import tree

RELEASE = "io.github.millwright.Millwright"
PERMISSIONS = {"--socket=wayland", "--socket=fallback-x11", "--share=ipc", "--device=dri", "--share=network", "--talk-name=org.freedesktop.secrets"}
MODULE_OF = {"libdex-1": "libdex", "yyjson": "yyjson", "libmpdec": "mpdecimal", "libqrencode": "qrencode", "sqlcipher": "sqlcipher"}
LIBRARIES = "flatpak/libraries.yml"


def shown(name):
    # It leaves a folder of its own where it runs.
    with tempfile.TemporaryDirectory() as work:
        run = subprocess.run(["flatpak-builder", "--show-manifest", str(tree.ROOT / "flatpak" / f"{name}.yml")], capture_output=True, text=True, cwd=work)
    if run.returncode:
        tree.finish([f"flatpak/{name}.yml: {run.stderr.strip()}"], 1)
    return json.loads(run.stdout)


def leaves(modules):
    for module in modules:
        yield from leaves(module["modules"]) if "modules" in module else [module]


if not shutil.which("flatpak-builder"):
    tree.skip("flatpak-builder is not installed")
problems = []
manifests = {name: shown(name) for name in (RELEASE, RELEASE + ".Devel")}
for name, manifest in manifests.items():
    if manifest["id"] != name:
        problems.append(f"{name}: id is {manifest['id']}")
    if manifest["runtime-version"] != "50":
        problems.append(f"{name}: runtime-version is {manifest['runtime-version']}")
    if set(manifest["finish-args"]) != PERMISSIONS:
        problems.append(f"{name}: permissions differ from the ones named here: {set(manifest['finish-args']) ^ PERMISSIONS}")
release, development = manifests.values()
for key in set(release) | set(development):
    if key not in ("id", "modules") and release.get(key) != development.get(key):
        problems.append(f"{key} differs between the manifests")

modules = {m["name"]: m for m in leaves(release["modules"])}
others = {m["name"]: m for m in leaves(development["modules"])}
if {n: m for n, m in modules.items() if n != "millwright"} != {n: m for n, m in others.items() if n != "millwright"}:
    problems.append("the manifests do not bundle the same libraries")
if "-Dprofile=development" not in others["millwright"]["config-opts"] or "-Dprofile=development" in modules["millwright"]["config-opts"]:
    problems.append("the development profile is not the .Devel manifest's alone")

floors = dict(re.findall(r"dependency\('([^']+)', version: '>= ([0-9.]+)'\)", tree.read("meson.build")))
for dependency, module in MODULE_OF.items():
    if module not in modules:
        problems.append(f"{module} is not bundled")
        continue
    pinned = re.search(r"([0-9]+(?:\.[0-9]+)+)", " ".join(s.get("tag", "") + s.get("url", "") for s in modules[module]["sources"]))
    floor = floors.get(dependency)
    # SQLCipher's file says the version of the SQLite that it is made from.
    if not floor or not pinned or module != "sqlcipher" and [int(x) for x in pinned.group(1).split(".")] < [int(x) for x in floor.split(".")]:
        problems.append(f"{module} {pinned and pinned.group(1)} is below meson's floor {floor}")
for name, module in modules.items():
    for source in module.get("sources", []):
        if source.get("type") == "git" and not source.get("commit"):
            problems.append(f"{name}: the git source has no commit")
        if source.get("type") == "archive" and not source.get("sha256"):
            problems.append(f"{name}: the archive has no sha256")
for name in re.findall(r"^  - name: (\S+)", tree.read(LIBRARIES), re.M):
    if not re.search(rf"^  # [A-Z][A-Za-z0-9.-]+\. (?:  #|[^\n]|\n  #)*\n  - name: {name}$", tree.read(LIBRARIES), re.M):
        problems.append(f"{LIBRARIES}: no licence is noted above {name}")
# The runtime's SQLite has the names of its functions: it is bundled so that neither finds those of the other.
commands = " ".join(modules.get("sqlcipher", {}).get("build-commands", []))
if "-fvisibility=hidden" not in commands or "libsqlcipher.a" not in commands or "-shared" in commands:
    problems.append("sqlcipher is not static, with hidden symbols")
tree.finish(problems, len(modules) + len(others))
