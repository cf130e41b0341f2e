"""atspi-connect.py PROGRAM: drives the real program as a screen reader sees it.

Opens *Add a system*, fills in a form, presses *Connect* and hears why it does not work; then presses *Try the demo plant*
and waits for the table to show rows. On a session bus and with a home of its own. Exit code 77: cannot run here.

Copyright 2026 The Millwright developers
SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time

SKIP = 77
WAIT = 60


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIP)


def inside_own_session():
    """Starts this script again on a bus and with a home that nothing else uses."""
    if not os.environ.get("DISPLAY"):
        skip("there is no display")
    if not shutil.which("dbus-run-session"):
        skip("dbus-run-session is not installed")
    with tempfile.TemporaryDirectory(prefix="mw-atspi-") as home:
        environment = dict(os.environ, HOME=home, MW_ATSPI_HOME=home, GTK_A11Y="atspi", GSETTINGS_BACKEND="memory",
                           GSK_RENDERER="cairo", GDK_DEBUG="no-portals", ADW_DISABLE_PORTAL="1", GIO_USE_VFS="local", SECRET_BACKEND="file",
                           SECRET_FILE_TEST_PATH=os.path.join(home, "keyring"), SECRET_FILE_TEST_PASSWORD="test",
                           XDG_RUNTIME_DIR=home, LC_ALL="C.UTF-8", G_DEBUG="fatal-criticals")
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            environment[name] = os.path.join(home, name)
        environment.pop("AT_SPI_BUS_ADDRESS", None)
        return subprocess.run(["dbus-run-session", "--", sys.executable, *sys.argv], env=environment).returncode


def children(node):
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield child


def descendants(node, roles):
    for child in children(node):
        if child.get_role_name() in roles:
            yield child
        yield from descendants(child, roles)


def find(node, role=None, name=None, depth=0, says=None):
    """The first descendant on the screen with that role and name (or words in the name); None."""
    if depth > 40:
        return None
    for child in children(node):
        if not child.get_state_set().contains(Atspi.StateType.SHOWING):
            continue
        if (role is None or child.get_role_name() in role) and (name is None or child.get_name() == name) and (
                says is None or says in child.get_name().replace(",", "")):
            return child
        found = find(child, role, name, depth + 1, says)
        if found is not None:
            return found
    return None


def dump(node, depth=0):
    if depth < 60:
        print("  " * depth + f"{node.get_role_name()} {node.get_name()!r}")
        for child in children(node):
            dump(child, depth + 1)


def wait(what, probe):
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        if program.poll() is not None:
            sys.exit(f"the program ended with {program.returncode} while waiting for {what}")
        try:
            found = probe()
        except Exception:  # a widget that went away while it was looked at
            found = None
        if found:
            print(f"ok: {what}")
            return found
        time.sleep(0.1)
    dump(application)
    sys.exit(f"waited in vain for {what}")


def checked(node):
    return node and node.get_state_set().contains(Atspi.StateType.CHECKED)


def selected(node):
    return node.get_state_set().contains(Atspi.StateType.SELECTED)


def act(node, name):
    actions = node.get_action_iface()
    names = [actions.get_action_name(i) for i in range(actions.get_n_actions())]
    if name not in names or not actions.do_action(names.index(name)):
        sys.exit(f"{name} cannot be done, only {names}")
    print(f"ok: {name}")


def press(name, root=None, roles=None):
    button = wait(f"button “{name}”", lambda: find(root or application, roles or BUTTON, name))
    if not button.get_action_iface().do_action(0):
        sys.exit(f"“{name}” cannot be pressed")


def type_into(name, text):
    entry = wait(f"field “{name}”", lambda: find(application, TEXT, name))
    if not entry.get_editable_text_iface().set_text_contents(text):
        sys.exit(f"nothing can be typed into “{name}”")


def find_application():
    desktop = Atspi.get_desktop(0)
    return next((a for a in children(desktop) if a.get_name().startswith("io.github.millwright.Millwright")), None)


def main():
    press("Add a System")
    wait("the list of systems", lambda: find(application, None, "Systems"))
    type_into("Search systems", "odoo")
    wait("only Odoo", lambda: find(application, LIST_ITEM, "Odoo") and not find(application, LIST_ITEM, "Tryton"))
    press("Connect Odoo")
    type_into("Address of your Odoo", "http://127.0.0.1:1")
    type_into("Database", "acme")
    type_into("User name", "anna")
    type_into("Password", "not a secret")
    press("Connect")
    wait("the failure", lambda: find(application, None, "Not connected"))
    press("Close", find(application, ("dialog",)))
    press("Close", wait("the question", lambda: find(application, ("alert", "dialog"), "Close Without Connecting?")))
    wait("the welcome again", lambda: not find(application, ("dialog",)))
    press("Try the Demo Plant")
    table = wait("the table", lambda: find(application, ("table", "tree table", "grid"), None))
    wait("a row that says its first values", lambda: any(ORDER in row.get_name() for row in descendants(table, ROW)))
    wait("all rows", lambda: find(application, None, None, says="5200 of 5200"))
    wait("a cell that says where it stands", lambda: any(
        cell.get_description().replace(",", "") == "Status row 1 of 5200" for cell in descendants(table, CELL)))
    wait("no selected cell", lambda: not any(selected(cell) for cell in descendants(table, CELL)))
    act(table, "grid.select-all")
    wait("selected cells", lambda: all(selected(cell) for cell in descendants(table, CELL)))
    press("Everything", roles=TOGGLE)
    wait("what is loaded", lambda: find(application, None, "Purchase orders: what is loaded"))
    wait("the choice that holds", lambda: checked(find(application, RADIO, "Everything")))
    wait("what it costs", lambda: find(application, None, None, says=" requests"))
    wait("another choice", lambda: find(application, RADIO, "Open Ones"))
    press("Apply")
    print("passed")


if "MW_ATSPI_HOME" not in os.environ:
    sys.exit(inside_own_session())
try:
    import gi

    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi
except (ImportError, ValueError) as error:
    skip(f"no Atspi for Python: {error}")
BUTTON = ("button", "push button")
TOGGLE = ("toggle button",)
RADIO = ("radio button",)
LIST_ITEM = ("list item",)
ROW = ("table row", "row", "list item", "tree item")
CELL = ("table cell",)
ORDER = "4500010001, "
TEXT = ("text", "entry", "password text")
Atspi.init()
program = subprocess.Popen([sys.argv[1]])
application = None
try:
    application = wait("the program", find_application)
    main()
finally:
    program.terminate()
    try:
        program.wait(10)
    except subprocess.TimeoutExpired:
        program.kill()
