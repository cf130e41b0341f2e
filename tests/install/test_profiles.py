"""test_profiles.py SOURCE BUILD: what a desktop reads of the program is sound, in the profile that was built and in the other one.

The other one is set up beside it, and only its data is made: both name everything after themselves, and share no file but the program,
its own data and its translations.

Copyright 2026 The Millwright developers
SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

import installed
from installed import BUILD, SOURCE, check, run

PROFILES = ("default", "development")
# The name of an application has capital letters by custom, and cannot change any more.
ALLOWED = {"cid-contains-uppercase-letter"}
BASE = installed.app_id("default")


def plan(build):
    """Where each file goes, by the part of the path that all builds have in common."""
    known = json.loads(run("meson", "introspect", build, "--install-plan"))
    return {entry["destination"] for group in known.values() for entry in group.values()}


def check_desktop_entry(path, app, name):
    run("desktop-file-validate", path)
    text = path.read_text(encoding="utf-8")
    for line in (f"Name={name}", f"Icon={app}", f"StartupWMClass={app}", "DBusActivatable=true"):
        check(f"\n{line}\n" in text, f"{path.name}: {line}")
    check(re.search(r"(?m)^Comment\[de\]=", text), f"{path.name}: in German")


def check_metainfo(path, app, name):
    done = subprocess.run(["appstreamcli", "validate", "--no-net", "--pedantic", "--format", "yaml", path], capture_output=True, text=True)
    tags = set(re.findall(r"(?m)^\s*-?\s*tag:\s*(\S+)", done.stdout))
    check(done.returncode == 0 and "Passed: yes" in done.stdout and tags <= ALLOWED, f"{path.name} is valid: {sorted(tags - ALLOWED)}")
    root = xml.parse(path).getroot()
    check(root.findtext("id") == app and root.findtext("name") == name, f"{path.name}: {name}")
    check(root.findtext("launchable") == f"{app}.desktop", f"{path.name}: its desktop entry")
    version = re.search(r"version: '([^']+)'", (SOURCE / "meson.build").read_text()).group(1)
    check(root.find("releases/release").get("version") == version, f"{path.name}: notes about this version")
    check(root.find("description/p[@{http://www.w3.org/XML/1998/namespace}lang='de']") is not None, f"{path.name}: in German")
    for image in root.iter("image"):
        local = SOURCE / image.text.split("/main/", 1)[1]
        check(local.is_file(), f"{path.name}: {local.name} is there")
        width, height = (int.from_bytes(local.read_bytes()[start:start + 4]) for start in (16, 20))
        said = (int(image.get("width", width)), int(image.get("height", height)))
        check(said == (width, height) and width >= 400, f"{path.name}: {local.name} is {width} × {height}")


def check_icons(app):
    for place in (f"scalable/apps/{app}.svg", f"symbolic/apps/{BASE}-symbolic.svg"):
        path = SOURCE / "data/icons/hicolor" / place
        root = xml.parse(path).getroot()
        size = 128 if place.startswith("scalable") else 16
        check((root.get("width"), root.get("height")) == (str(size),) * 2, f"{path.name}: {size} × {size}")
        check(not [tag for tag in ("text", "image", "script") if root.findall(f".//{{*}}{tag}")], f"{path.name}: shapes only")


def check_profile(profile, build, plans):
    app = installed.app_id(profile)
    name = "Millwright (Development)" if profile == "development" else "Millwright"
    check_desktop_entry(build / f"data/{app}.desktop", app, name)
    check_metainfo(build / f"data/{app}.metainfo.xml", app, name)
    check_icons(app)
    schema = xml.parse(build / f"data/{app}.gschema.xml").getroot().find("schema")
    folder = "/" + app.replace(".", "/") + "/"
    check((schema.get("id"), schema.get("path")) == (app, folder), f"{app}: its settings have a place of their own")
    check(f"\nName={app}\n" in (build / f"data/{app}.service").read_text(), f"{app}: its service")
    resources = xml.parse(build / "src/ui/mw-ui.gresource.xml").getroot()
    check({group.get("prefix") for group in resources} == {folder[:-1], folder + "ui"}, f"{app}: its resources")
    named = {pathlib.PurePath(path).name for path in plans[profile] if BASE in path}
    suffixes = (".desktop", ".metainfo.xml", ".gschema.xml", ".service", ".svg", "-symbolic.svg")
    check(named == {app + suffix for suffix in suffixes}, f"{app}: {sorted(named)}")


installed.need("meson", "ninja", "appstreamcli", "desktop-file-validate")
built = installed.option("profile")
other = next(profile for profile in PROFILES if profile != built)
with tempfile.TemporaryDirectory(prefix="mw-profile-") as work:
    build = pathlib.Path(work, "build")
    run("meson", "setup", f"-Dprofile={other}", "-Dtests=none", f"--prefix={work}/installed", build, SOURCE)
    app = installed.app_id(other)
    run("ninja", "-C", build, f"data/{app}.desktop", f"data/{app}.metainfo.xml", "data/gschemas.compiled")
    plans = {built: plan(BUILD), other: plan(build)}
    check_profile(built, BUILD, plans)
    check_profile(other, build, plans)
    for folder in (BUILD, build):
        run("glib-compile-schemas", "--strict", "--dry-run", folder / "data")
both = {pathlib.PurePath(path).name for path in plans[built] & plans[other] if BASE in path}
check(not both, f"a development build can stand beside an installed one: {sorted(both)}")
