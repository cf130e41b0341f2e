"""test_files.py SOURCE BUILD: `meson install` puts everything where a desktop looks for it, and `ninja uninstall` takes it away again.

Once under a DESTDIR, and, where the prefix of the build lies inside the build (build-aux/check sets it so), for real: there the
installed program connects the demo plant by the command line, and the bus starts its window from the installed desktop entry.

Copyright 2026 The Millwright developers
SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import pathlib
import sys
import tempfile

import installed
from installed import BUILD, SOURCE, check, run

# Made anew by each program that is installed, from what all of them bring: they are not ours, and stay.
SHARED = {"share/glib-2.0/schemas/gschemas.compiled", "share/icons/hicolor/icon-theme.cache", "share/applications/mimeinfo.cache"}


def wanted(app):
    names = {
        "bin/millwright",
        f"share/applications/{app}.desktop",
        f"share/dbus-1/services/{app}.service",
        f"share/metainfo/{app}.metainfo.xml",
        f"share/glib-2.0/schemas/{app}.gschema.xml",
        f"share/icons/hicolor/scalable/apps/{app}.svg",
        f"share/icons/hicolor/symbolic/apps/{app}-symbolic.svg",
        "share/millwright/other-systems.json",
        "share/millwright/sign-in-pages.json",
        "share/millwright/synonyms.json",
    }
    for language in (line for line in (SOURCE / "po/LINGUAS").read_text().splitlines() if line and not line.startswith("#")):
        names.add(f"share/locale/{language}/LC_MESSAGES/millwright.mo")
    for folder in ("systems", "model"):
        names |= {f"share/millwright/{folder}/{path.name}" for path in (SOURCE / "data" / folder).glob("*.json")}
    return names


def files(folder):
    return {str(path.relative_to(folder)) for path in pathlib.Path(folder).rglob("*") if not path.is_dir()}


def check_list(there, app):
    check(there == wanted(app), f"exactly these are installed: missing {sorted(wanted(app) - there)}, too many {sorted(there - wanted(app))}")


def uninstall():
    run("ninja", "-C", BUILD, "uninstall")


def say(program, *arguments, **environment):
    """What the installed program prints; its data is where it was installed, not in the source."""
    clean = {name: value for name, value in os.environ.items() if name != "MILLWRIGHT_DATA_DIR"}
    return run(program, *arguments, env={**clean, **environment})


def check_destdir(app, prefix):
    with tempfile.TemporaryDirectory(prefix="mw-destdir-") as work:
        run("meson", "install", "-C", BUILD, "--no-rebuild", "--destdir", work)
        root = pathlib.Path(work + prefix)
        check(all(name.startswith(prefix[1:] + "/") for name in files(work)), "all of it lies below the prefix")
        check_list(files(root), app)
        service = (root / f"share/dbus-1/services/{app}.service").read_text()
        check(f"Exec={prefix}/bin/millwright --gapplication-service\n" in service, "the bus gets the final path, without DESTDIR")
        run("glib-compile-schemas", "--strict", root / "share/glib-2.0/schemas")
        (root / "share/glib-2.0/schemas/gschemas.compiled").unlink()
        program = root / "bin/millwright"
        check(say(program, "--version").startswith("Millwright "), "the program starts")
        listed = say(program, "systems", MILLWRIGHT_DATA_DIR=str(root / "share/millwright"))
        check("Odoo" in listed and "Demo plant" in listed, "it reads the systems that were installed")
        uninstall()
        check(not files(work), f"nothing is left: {sorted(files(work))}")


def check_prefix(app, prefix):
    root = pathlib.Path(prefix)
    program = root / "bin/millwright"
    try:
        run("meson", "install", "-C", BUILD, "--no-rebuild", env={name: value for name, value in os.environ.items() if name != "DESTDIR"})
        check_list(files(root) - SHARED, app)
        check(app in run("gsettings", "list-schemas").split(), "the settings are compiled")
        say(program, "connect", "demo")
        check("Demo plant" in say(program, "connections"), "the demo plant is connected")
        rows = say(program, "records", "Demo plant", "purchase_order", "--limit", "3", "--format", "csv").splitlines()
        check(len(rows) == 4 and "4500010001" in rows[1], "its records are read")
        say(program, "disconnect", "Demo plant")
        if any(name.startswith("de_DE.utf8") for name in run("locale", "-a").split()):
            check("Aufruf" in say(program, "--help", LC_ALL="de_DE.UTF-8"), "it speaks German")
        installed.check_activation(app)
    finally:
        uninstall()
    check(files(root) <= SHARED, f"nothing is left but what belongs to all programs: {sorted(files(root) - SHARED)}")
    empty = [path for path in root.rglob("*millwright*")]
    check(not empty, f"no folder of ours is left either: {empty}")


installed.need("meson", "ninja", "dbus-run-session", "gapplication", "gdbus", "gsettings", "glib-compile-schemas", "xdotool")
prefix = installed.option("prefix")
own_prefix = BUILD in pathlib.Path(prefix).parents
if "MW_SESSION_HOME" not in os.environ:
    sys.exit(installed.in_own_session(pathlib.Path(prefix, "bin"), pathlib.Path(prefix, "share")))
app = installed.app_id(installed.option("profile"))
check_destdir(app, prefix)
if own_prefix:
    check_prefix(app, prefix)
else:
    print(f"not tried: installing to {prefix}, which is not inside the build folder")
