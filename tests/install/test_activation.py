"""test_activation.py SOURCE BUILD: the program as it was built, started by the bus from its desktop entry.

Copyright 2026 The Millwright developers
SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import pathlib
import re
import sys

import installed

installed.need("dbus-run-session", "gapplication", "gdbus", "xdotool")
if "MW_SESSION_HOME" not in os.environ:
    sys.exit(installed.in_own_session(installed.BUILD / "src"))
app = installed.app_id(installed.option("profile"))
share = pathlib.Path(os.environ["MW_SESSION_HOME"], "share")
(share / "applications").mkdir(parents=True)
(share / "dbus-1/services").mkdir(parents=True)
# The one that is not installed, in the place of the one that is.
service = (installed.BUILD / f"data/{app}.service").read_text()
path, n_paths = re.subn(r"(?m)^Exec=\S+", f"Exec={installed.BUILD}/src/millwright", service)
installed.check(n_paths == 1 and f"\nName={app}\n" in service, "the service has the name of the application")
(share / f"dbus-1/services/{app}.service").write_text(path)
(share / f"applications/{app}.desktop").write_text((installed.BUILD / f"data/{app}.desktop").read_text())
installed.run("gdbus", "call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/", "--method", "org.freedesktop.DBus.ReloadConfig")
installed.check_activation(app)
