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

SKIP = 77


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


def main(program):
    program.press("Add a System")
    program.wait("the list of systems", lambda: program.find(None, "Systems"))
    program.type_into("Search systems", "odoo")
    program.wait("only Odoo", lambda: program.find(driver.LIST_ITEM, "Odoo") and not program.find(driver.LIST_ITEM, "Tryton"))
    program.press("Connect Odoo")
    program.type_into("Address of your Odoo", "http://127.0.0.1:1")
    program.type_into("Database", "acme")
    program.type_into("User name", "anna")
    program.type_into("Password", "not a secret")
    program.press("Connect")
    program.wait("the failure", lambda: program.find(None, "Not connected"))
    program.press("Close", program.find(("dialog",)))
    program.press("Close", program.wait("the question", lambda: program.find(("alert", "dialog"), "Close Without Connecting?")))
    program.wait("the welcome again", lambda: not program.find(("dialog",)))
    program.press("Try the Demo Plant")
    table = program.wait("the table", lambda: program.find(("table", "tree table", "grid"), None))
    program.wait("a row that says its first values", lambda: any(ORDER in row.get_name() for row in driver.descendants(table, driver.ROW)))
    program.wait("all rows", lambda: program.find(None, None, says="5200 of 5200"))
    program.wait("a cell that says where it stands", lambda: any(
        cell.get_description().replace(",", "") == "Status row 1 of 5200" for cell in driver.descendants(table, driver.CELL)))
    program.wait("no selected cell", lambda: not any(driver.selected(cell) for cell in driver.descendants(table, driver.CELL)))
    driver.act(table, "grid.select-all")
    program.wait("selected cells", lambda: all(driver.selected(cell) for cell in driver.descendants(table, driver.CELL)))
    move_through(program, table)
    program.press("Everything", roles=driver.TOGGLE)
    program.wait("what is loaded", lambda: program.find(None, "Purchase orders: what is loaded"))
    program.wait("the choice that holds", lambda: driver.checked(program.find(driver.RADIO, "Everything")))
    program.wait("what it costs", lambda: program.find(None, None, says=" requests"))
    program.wait("another choice", lambda: program.find(driver.RADIO, "Open Ones"))
    program.press("Apply")
    print("passed")


def move_through(program, table):
    """The cursor goes where it is told and says where it is; what it is in is selected, and opened."""
    heard = driver.Announcements()
    driver.act(table, "grid.move-top")
    program.wait("where the cursor is", lambda: heard.says(ORDER, "row 1 of 5200"))
    driver.act(table, "grid.move-down")
    program.wait("the next row", lambda: heard.says("row 2 of 5200"))
    program.wait("one selected row", lambda: [driver.selected(row) for row in driver.descendants(table, driver.ROW)
                                              if "row " in row.get_name()][:4] == [False, True, False, False])
    driver.act(table, "grid.extend-down")
    program.wait("how much is selected", lambda: heard.says("selected: rows 2, columns 1"))
    driver.act(table, "grid.select-row")
    program.wait("whole rows", lambda: heard.says("selected: rows 2, columns") and not heard.says("columns 1"))
    driver.act(table, "grid.open")
    program.wait("that the details are open", lambda: heard.says("Details, row 3 of 5200"))
    program.wait("the details", lambda: program.find(driver.BUTTON, "Close Details"))


if "MW_ATSPI_HOME" not in os.environ:
    sys.exit(inside_own_session())
try:
    import atspi_driver as driver
except (ImportError, ValueError) as error:
    skip(f"no Atspi for Python: {error}")
ORDER = "4500010001, "
process = subprocess.Popen([sys.argv[1]])
try:
    main(driver.Program(process))
finally:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
