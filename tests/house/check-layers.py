"""check-layers.py: a file includes only what stands below it, and each library only what is its own.

Copyright 2026 The Millwright developers
SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import re
import tree

# What each layer may include of the others: itself and everything that its line reaches.
MAY_USE = {
    "util": [],
    "model": ["util"],
    "catalog": ["model", "util"],
    "secrets": ["util"],
    "net": ["util"],
    "auth": ["catalog", "net", "model", "util"],
    "source": ["auth", "catalog", "net", "model", "util"],
    "discovery": ["source", "auth", "catalog", "net", "model", "util"],
    "store": ["source", "model", "util"],
    "connection": ["store", "discovery", "source", "auth", "net", "secrets", "catalog", "model", "util"],
    "cases": ["connection", "store", "source", "auth", "net", "catalog", "model", "util"],
    "export": ["store", "model", "util"],
    "service": ["connection", "store", "source", "catalog", "model", "util"],
    "demo": ["service", "util"],
    "cli": ["cases", "export", "connection", "store", "discovery", "source", "auth", "net", "secrets", "catalog", "model", "util"],
    "ui": ["export", "connection", "store", "discovery", "source", "auth", "net", "secrets", "catalog", "model", "util"],
}
# Libraries that only some layers touch.
ONLY_IN = {
    r"libsecret/": {"secrets"},
    r"libsoup/": {"net", "cases", "service"},
    r"(gtk|gdk|gsk)/|adwaita\.h": {"ui"},
    r"sqlite|sqlcipher|zstd\.h": {"store"},
    r"mpdecimal\.h": {"util"},
    r"qrencode\.h": {"util"},
    r"gnutls/": {"auth"},
}
owner = {pathlib.Path(n).name: n.split("/")[1] for n in tree.files() if n.startswith("src/") and n.endswith(".h") and n.count("/") >= 2}
problems, seen = [], 0
for name in tree.files():
    parts = name.split("/")
    if parts[0] != "src" or len(parts) < 3 or not name.endswith((".c", ".h")):
        continue
    layer = parts[1]
    seen += 1
    if layer not in MAY_USE:
        problems.append(f"{name}: the layer {layer} is not in the list")
        continue
    for number, line in enumerate(tree.read(name).splitlines(), 1):
        found = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
        if not found:
            continue
        header = found.group(1)
        other = owner.get(pathlib.Path(header).name)
        if other and other != layer and other not in MAY_USE[layer]:
            problems.append(f"{name}:{number}: {layer} must not know {header} ({other})")
        for pattern, layers in ONLY_IN.items():
            if re.match(pattern, header) and layer not in layers:
                problems.append(f"{name}:{number}: {header} belongs to {', '.join(sorted(layers))} only")
# SQLite's own library has the names of SQLCipher's functions and encrypts nothing: nobody links it, and one layer the other.
for name in tree.files():
    if not name.endswith("meson.build"):
        continue
    text = tree.read(name)
    if "sqlite3" in text:
        problems.append(f"{name}: names sqlite3")
    if "sqlcipher_dep" in text and name not in ("meson.build", "src/store/meson.build"):
        problems.append(f"{name}: sqlcipher belongs to store only")
tree.finish(problems, seen)
