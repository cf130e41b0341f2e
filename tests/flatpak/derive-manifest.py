"""derive-manifest.py: a manifest as flatpak-builder shows it, with sources that are at hand in place of those that are fetched.

Nothing but sources changes; a module for which nothing is at hand is left out, for the stand-in runtime to bring Debian's own
library. A line on standard output says of each module what is built.

Copyright 2026 The Millwright developers
SPDX-License-Identifier: GPL-3.0-or-later
"""
import argparse
import hashlib
import json
import pathlib
import re
import subprocess

parser = argparse.ArgumentParser()
parser.add_argument("shown", type=pathlib.Path, help="what flatpak-builder --show-manifest printed")
parser.add_argument("derived", type=pathlib.Path)
parser.add_argument("--project", type=pathlib.Path, required=True, help="the folder that is built as the application")
parser.add_argument("--debian", type=pathlib.Path, required=True, help="folder with the archives of Debian's source packages")
parser.add_argument("--sources", type=pathlib.Path, help="folder with Git repositories and archives of the modules")
arguments = parser.parse_args()


def has_commit(folder, commit):
    command = ["git", "-c", "safe.directory=*", "-C", str(folder), "cat-file", "-e", commit + "^{commit}"]
    return subprocess.run(command, capture_output=True).returncode == 0


def repository_with(commit):
    """The Git repository below the folder of sources that holds the pinned commit."""
    if not arguments.sources:
        return None
    folders = [p for depth in ("*", "*/*") for p in sorted(arguments.sources.glob(depth)) if (p / "HEAD").exists() or (p / ".git").exists()]
    return next((folder for folder in folders if has_commit(folder, commit)), None)


def archive_with(checksum):
    folders = [folder for folder in (arguments.sources, arguments.debian) if folder]
    archives = [p for folder in folders for p in sorted(folder.glob("*.tar.*")) if p.is_file()]
    return next((p for p in archives if hashlib.sha256(p.read_bytes()).hexdigest() == checksum), None)


def pinned_version(source):
    return re.search(r"[0-9]+(?:\.[0-9]+)+", source.get("tag", "") or source.get("url", "").rsplit("/", 1)[-1]).group(0)


def at_hand(name, source):
    """The source to build from and what is said of it; None when there is nothing."""
    version = pinned_version(source)
    if source["type"] == "git" and (folder := repository_with(source["commit"])):
        return {"type": "git", "url": f"file://{folder.resolve()}", "commit": source["commit"]}, f"{name} {version}: the pinned commit"
    if source["type"] == "archive" and (archive := archive_with(source["sha256"])):
        return {"type": "archive", "path": str(archive.resolve()), "sha256": source["sha256"]}, f"{name} {version}: the pinned archive"
    if arguments.sources and (archive := next(iter(sorted(arguments.sources.glob(f"{name}-{version}.tar.*"))), None)):
        checksum = hashlib.sha256(archive.read_bytes()).hexdigest()
        return {"type": "archive", "path": str(archive.resolve()), "sha256": checksum}, f"{name} {version}: an archive of that version"
    for archive in sorted(arguments.debian.glob(f"{name}_*.orig.tar.*")):
        checksum = hashlib.sha256(archive.read_bytes()).hexdigest()
        debian = re.sub(r"\.orig\.tar\..*", "", archive.name.split("_", 1)[1])
        return {"type": "archive", "path": str(archive.resolve()), "sha256": checksum}, f"{name}: Debian's {debian} in place of {version}"
    return None


missing = []


def derive(modules):
    kept = []
    for module in modules:
        if "modules" in module:
            module["modules"] = derive(module["modules"])
        for source in module.get("sources", []):
            if source["type"] == "dir":
                source["path"] = str(arguments.project.resolve())
                continue
            found = at_hand(module["name"], source)
            if found:
                source.clear()
                source.update(found[0])
                print(found[1])
            else:
                missing.append(module["name"])
        if module["name"] not in missing:
            kept.append(module)
    return kept


manifest = json.loads(arguments.shown.read_text())
manifest["modules"] = derive(manifest["modules"])
for name in missing:
    print(f"{name}: not built, Debian's library stands in")
arguments.derived.write_text(json.dumps(manifest, indent=2))
