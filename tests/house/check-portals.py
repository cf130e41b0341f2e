"""check-portals.py: the application asks the desktop in the ways that go through portals, and finds its folders by GLib.

In a Flatpak's sandbox what stands here does not work, or reaches what people do not see.

Copyright 2026 The Millwright developers
SPDX-License-Identifier: GPL-3.0-or-later
"""
import re
import tree

INSTEAD = {
    r"\bgtk_file_chooser\w*|\bGtkFileChooser\w*": "GtkFileDialog",
    r"\bgtk_show_uri\w*|\bg_app_info_launch_default\w*|xdg-open": "GtkUriLauncher, or GtkFileLauncher for a file",
    r'\bg_spawn_\w+|\bg_subprocess_\w+|\bsystem \("|\bpopen \(': "nothing: programs of the computer are not there",
    r"\bg_get_tmp_dir\b|\bg_file_new_tmp\w*|\bg_dir_make_tmp\b": "the data or cache folder",
    r"getenv \(\"(HOME|XDG_(DATA|CONFIG|CACHE)_HOME|XDG_RUNTIME_DIR)\"": "g_get_home_dir() and its like",
    r"\bPR_SET_DUMPABLE": "mw_core_dump_forbid(): portals refuse a process whose files belong to root",
    r"\bg_network_monitor_netlink\w*|org\.freedesktop\.NetworkManager": "g_network_monitor_get_default()",
    r"/\.flatpak-info": "mw_sandbox_is_inside()",
}
# libsecret has a rule of its own, which is followed there.
ALLOWED = {("src/secrets/mw-keyring-guard.c", "/.flatpak-info")}
problems, seen = [], 0
for name in tree.files():
    if not name.startswith("src/") or not name.endswith((".c", ".h", ".ui")):
        continue
    seen += 1
    code = re.sub(r"/\*.*?\*/", lambda match: "\n" * match.group().count("\n"), tree.read(name), flags=re.S)
    for pattern, instead in INSTEAD.items():
        for match in re.finditer(pattern, code):
            if (name, match.group()) not in ALLOWED:
                line = code.count("\n", 0, match.start()) + 1
                problems.append(f"{name}:{line}: {match.group()}; instead: {instead}")
tree.finish(problems, seen)
