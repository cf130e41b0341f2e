"""scenario.py KIND: what people do with the installed Flatpak, in a session of that kind (see "session" beside this).

Drives the window as a screen reader does and the command line as the README says, and looks from outside at what came of it.
A line for each point, "ok" or "not ok"; pictures go to MW_FLATPAK_PICTURES.

Copyright 2026 The Millwright developers
SPDX-License-Identifier: GPL-3.0-or-later
"""
import base64
import csv
import io
import os
import pathlib
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
for folder in ("ui", "cli"):
    sys.path.insert(0, str(HERE.parent / folder))
import atspi_driver as driver
import workshop

ID = "io.github.millwright.Millwright"
HOME = pathlib.Path(os.environ["HOME"])
DATA = HOME / ".var/app" / ID
PICTURES = pathlib.Path(os.environ["MW_FLATPAK_PICTURES"])
OUTSIDE = HOME / "Paper for the accountant"
KEYRING = DATA / "data/keyrings/default.keyring"
ORDERS = 5200
kind = sys.argv[1]
failed = []


def point(what, good, why=""):
    print(f"{'ok' if good else 'not ok'} - {kind}: {what}" + (f" ({why})" if why and not good else ""), flush=True)
    if not good:
        failed.append(what)
    return good


def run(*words, command="millwright", stdin="", options=()):
    return subprocess.run(["flatpak", "run", *options, f"--command={command}", ID, *words], input=stdin, text=True, capture_output=True, timeout=180)


def picture(name):
    subprocess.run(["scrot", "--overwrite", "--silent", str(PICTURES / f"{kind}-{name}.png")], check=False)


def files_of(folder):
    return sorted(p for p in folder.rglob("*") if p.is_file())


class Window:
    """The program's window, from “flatpak run”."""

    def __enter__(self):
        self.process = subprocess.Popen(["flatpak", "run", ID])
        self.program = driver.Program(self.process, ID)
        return self

    def __exit__(self, kind_of_error, *_):
        if kind_of_error:
            picture("failed")
        subprocess.run(["flatpak", "kill", ID], capture_output=True)
        self.process.wait(30)
        # The next one must not be taken for this one.
        for _ in range(100):
            if not driver.application(ID):
                break
            time.sleep(0.1)

    def wait_for_orders(self):
        program = self.program
        table = program.wait("the table", lambda: program.find(("table", "tree table", "grid")))
        program.wait("the first order", lambda: any("4500010001, " in row.get_name() for row in driver.descendants(table, driver.ROW)))
        program.wait("all orders", lambda: program.find(says=f"{ORDERS} of {ORDERS}"))


def saved_through_portal(window):
    """Exports what is shown through the file chooser portal; the file."""
    program = window.program
    OUTSIDE.mkdir(exist_ok=True)
    file = OUTSIDE / "orders.csv"
    seen = run("-c", f"ls -d '{OUTSIDE}'", command="sh")
    point("the sandbox does not see the folder", seen.returncode != 0 and not seen.stdout, seen.stdout)
    program.press("Export…")
    program.press("Choose File and Export…")
    chooser = program.wait("the portal's dialog", lambda: driver.application("xdg-desktop-portal-gtk"))
    entry = program.wait("the file's name", lambda: driver.find(chooser, driver.TEXT))
    entry.get_editable_text_iface().set_text_contents(str(file))
    picture("file-chooser")
    program.press("Save", chooser)
    program.wait("the export's end", lambda: program.find(says="orders.csv") and file.exists())
    picture("exported")
    return file


def check_export(file):
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.reader(text))
    point("the exported file has every order", len(rows) == ORDERS + 1, f"{len(rows)} lines")
    shown = OUTSIDE.with_name("Shown")
    shown.mkdir()
    again = shown / "orders.csv"
    wrote = run("export", "Demo plant", "purchase_order", "-o", str(again), options=[f"--filesystem={shown}"])
    point("and is what the command line exports", wrote.returncode == 0 and again.read_bytes() == file.read_bytes(), wrote.stderr)
    hidden = run("export", "Demo plant", "purchase_order", "-o", str(OUTSIDE / "lost.csv"))
    point("a file that nobody would find is refused", hidden.returncode != 0 and hidden.stderr and not (OUTSIDE / "lost.csv").exists(), hidden.stderr)


def check_snapshot():
    kept = [p for p in files_of(DATA) if p.suffix == ".records"]
    point("records are kept", len(kept) > 0)
    point("the kept file is not a plain SQLite file", all(p.read_bytes()[:15] != b"SQLite format 3" for p in kept))
    point("nor does it hold an order's number", all(b"4500010001" not in p.read_bytes() for p in kept))


def connect_workshop():
    """A made-up system with a password and a token that can be looked for; its connection and how to run with it."""
    server = workshop.Workshop()
    systems = HOME / "systems"
    if not systems.exists():
        shutil.copytree(HERE.parent.parent / "data/model", systems / "model")
        shutil.copytree(HERE.parent.parent / "data/systems", systems / "systems")
        shutil.copytree(HERE.parent / "connection/systems", systems / "systems", dirs_exist_ok=True)
    options = [f"--filesystem={systems}:ro", f"--env=MILLWRIGHT_DATA_DIR={systems}"]
    connected = run("connect", "workshop", "--url", server.url, "--user", "anna", stdin=workshop.PASSWORD + "\n", options=options)
    point("a system on the host's network is connected", connected.returncode == 0, connected.stderr)
    read = run("records", connected.stdout.strip(), "purchase_order", "-f", "csv", options=options)
    point("and read", read.returncode == 0 and len(list(csv.reader(io.StringIO(read.stdout)))) == 6, read.stdout + read.stderr)
    point("its server saw the password once and no other reading", server.n_logins == 1, str(server.n_logins))
    return connected.stdout.strip(), options


def check_canary():
    forms = [f for s in (workshop.PASSWORD, workshop.TOKEN) for f in (s.encode(), base64.b64encode(s.encode()).rstrip(b"="), s.encode("utf-16-le"))]
    files = files_of(HOME)
    found = [str(p) for p in files if any(form in p.read_bytes() for form in forms)]
    point("neither password nor token is readable in any file", len(files) > 10 and not found, str(found))


def host_items():
    shown = subprocess.run(["secret-tool", "search", "--all", "xdg:schema", ID], capture_output=True, text=True)
    return (shown.stdout + shown.stderr).count("[/")


def check_restart():
    with Window() as window:
        window.wait_for_orders()
        point("killed and started again, the connection is there", True)
        picture("started-again")
        second = subprocess.run(["flatpak", "run", ID], timeout=60)
        frames = [c for c in driver.children(window.program.root)]
        point("a second start ends at once, with one window", second.returncode == 0 and len(frames) == 1, f"{second.returncode}, {len(frames)}")


def check_desktop_entry():
    entry = pathlib.Path(os.environ["FLATPAK_USER_DIR"]) / f"exports/share/applications/{ID}.desktop"
    launched = subprocess.run(["gio", "launch", str(entry)], timeout=60)
    found = None
    for _ in range(300):
        found = driver.application(ID)
        if found and any(True for _ in driver.children(found)):
            break
        time.sleep(0.1)
    point("the desktop entry starts the window through the bus", launched.returncode == 0 and found is not None)
    picture("desktop-entry")
    again = subprocess.run(["gapplication", "launch", ID], timeout=60)
    point("and raises it the second time", again.returncode == 0 and len(list(driver.children(driver.application(ID)))) == 1)
    subprocess.run(["flatpak", "kill", ID], capture_output=True)


def lasting_files():
    """Files of the sandbox but for its cache and what SQLite has beside an open file."""
    return {str(p.relative_to(DATA)) for p in files_of(DATA) if "cache" not in p.parts and not p.name.endswith(("-wal", "-shm"))}


def check_update():
    run("set", ID, "window-width", "1111", command="gsettings")
    before = lasting_files()
    connections = run("connections").stdout
    kept = run("records", "Demo plant", "purchase_order", "--offline", "--limit", "3", "-f", "csv").stdout
    version = run("--version").stdout
    updated = subprocess.run(["flatpak", "update", "--user", "-y", "--noninteractive", ID], capture_output=True, text=True)
    now = run("--version").stdout
    point("a second build is installed over the first", updated.returncode == 0 and version != now and "0.1.0.1" in now, f"{version!r} {now!r} {updated.stderr}")
    point("the connections are there", "Demo plant" in connections and run("connections").stdout == connections)
    point("the kept records are there", kept.count("\n") == 4 and run("records", "Demo plant", "purchase_order", "--offline", "--limit", "3", "-f", "csv").stdout == kept)
    point("the settings are there", run("get", ID, "window-width", command="gsettings").stdout.strip() == "1111")
    point("no file went away", before <= lasting_files(), str(before - lasting_files()))


def check_removal():
    removed = subprocess.run(["flatpak", "uninstall", "--user", "-y", "--noninteractive", "--delete-data", ID], capture_output=True, text=True)
    point("it is taken away with its data", removed.returncode == 0 and not DATA.exists(), removed.stderr)
    left = [str(p.relative_to(HOME)) for p in HOME.rglob("*") if "millwright" in p.name.lower()]
    point("nothing of it is left in the home folder", not left, str(left))
    # The desktop's own list of files that were used last names who wrote them; what was exported stays, of course.
    others = [p for p in files_of(HOME) if p.parent not in (OUTSIDE, OUTSIDE.with_name("Shown")) and "systems" not in p.parts and p.name != "recently-used.xbel"]
    texts = [str(p.relative_to(HOME)) for p in others if ID.encode() in p.read_bytes() or b"Demo plant" in p.read_bytes()]
    point("nor a file that names it", not texts, str(texts))


def with_portal():
    with Window() as window:
        picture("welcome")
        window.program.press("Try the Demo Plant")
        window.wait_for_orders()
        point("the demo plant is connected and shows its orders", True)
        picture("orders")
        listed = run("connections").stdout
        point("the token is in the sandbox's own encrypted file", KEYRING.exists() and host_items() == 0 and "encrypted file" in listed, listed)
        check_export(saved_through_portal(window))
    check_restart()
    check_desktop_entry()
    check_snapshot()
    connect_workshop()
    check_canary()
    check_update()
    check_removal()


def with_keyring():
    with Window() as window:
        window.program.press("Try the Demo Plant")
        window.wait_for_orders()
        point("the demo plant is connected and shows its orders", True)
        point("the token is in the host's keyring", not KEYRING.exists() and host_items() > 0, f"{host_items()} items")
    check_restart()
    connection, options = connect_workshop()
    check_canary()
    gone = [run("disconnect", "Demo plant"), run("disconnect", connection, options=options)]
    point("disconnecting takes what is secret out of the host's keyring", host_items() == 0, " ".join(g.stderr for g in gone))


def with_neither():
    with Window() as window:
        window.program.press("Try the Demo Plant")
        window.program.wait("that there is no keyring", lambda: window.program.find(name="There is no keyring on this computer"))
        picture("no-keyring")
        window.program.press("Keep for This Session Only")
        window.wait_for_orders()
        point("the demo plant is connected and shows its orders", True)
        window.program.wait("the banner", lambda: window.program.find(says="in memory only"))
        point("the window says that the sign-in is for this session", True)
        picture("session-only")
    point("no token is in any file", not KEYRING.exists())
    check_canary()


PICTURES.mkdir(parents=True, exist_ok=True)
try:
    {"portal": with_portal, "keyring": with_keyring, "none": with_neither}[kind]()
except SystemExit as end:
    point("the window", False, str(end))
sys.exit(1 if failed else 0)
