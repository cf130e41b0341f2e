"""installed.py: what the tests beside it share: the build they look at, a private desktop session, and the bus that starts the program.

Copyright 2026 The Millwright developers
SPDX-License-Identifier: GPL-3.0-or-later
"""
import ctypes
import ctypes.util
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

SOURCE, BUILD = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
WAIT = 60
SKIP = 77


def option(name):
    """One of the options that the build was set up with."""
    options = json.loads(run("meson", "introspect", BUILD, "--buildoptions"))
    return next(o["value"] for o in options if o["name"] == name)


def app_id(profile):
    return "io.github.millwright.Millwright" + (".Devel" if profile == "development" else "")


def run(*command, **more):
    """Standard output of a command that must succeed."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **more)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}: exit status {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return done.stdout


def check(holds, what):
    if not holds:
        sys.exit(f"not so: {what}")
    print(f"ok: {what}")


def wait(what, probe):
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        found = probe()
        if found:
            print(f"ok: {what}")
            return found
        time.sleep(0.1)
    sys.exit(f"waited in vain for: {what}")


def in_own_session(programs, share=None):
    """Starts the test again with a home and a bus of its own. PROGRAMS and SHARE: folders like /usr/bin and /usr/share, looked into first."""
    if not os.environ.get("DISPLAY"):
        print("skipped: there is no display")
        sys.exit(SKIP)
    with tempfile.TemporaryDirectory(prefix="mw-install-") as home:
        environment = session_environment(home, programs, share or pathlib.Path(home, "share"))
        command = ["dbus-run-session", "--", sys.executable, "-B", *sys.argv]
        return subprocess.run(command, env=environment).returncode


def session_environment(home, programs, share):
    environment = dict(os.environ, MW_SESSION_HOME=home, HOME=home, GSK_RENDERER="cairo", GSETTINGS_BACKEND="memory", GDK_DEBUG="no-portals",
                       GTK_A11Y="none", ADW_DISABLE_PORTAL="1", GIO_USE_VFS="local", SECRET_BACKEND="file", SECRET_FILE_TEST_PATH=f"{home}/keyring",
                       SECRET_FILE_TEST_PASSWORD="test", XDG_RUNTIME_DIR=home, LC_ALL="C.UTF-8",
                       PATH=f"{programs}:{os.environ['PATH']}", XDG_DATA_DIRS=f"{share}:/usr/local/share:/usr/share")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        environment[name] = f"{home}/{name}"
    return environment


class Screen:
    """The windows of the display, from the lowest to the highest; no window manager stands in between."""

    def __init__(self):
        self.x = ctypes.CDLL(ctypes.util.find_library("X11"))
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        for name in ("XDefaultRootWindow", "XCreateSimpleWindow"):
            getattr(self.x, name).restype = ctypes.c_ulong
        self.display = ctypes.c_void_p(self.x.XOpenDisplay(None))
        self.root = ctypes.c_ulong(self.x.XDefaultRootWindow(self.display))

    def stack(self):
        root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        windows = ctypes.POINTER(ctypes.c_ulong)()
        self.x.XSync(self.display, 0)
        self.x.XQueryTree(self.display, self.root, ctypes.byref(root), ctypes.byref(parent), ctypes.byref(windows), ctypes.byref(count))
        found = [windows[i] for i in range(count.value)]
        self.x.XFree(windows)
        return found

    def cover(self):
        """A window over everything."""
        window = self.x.XCreateSimpleWindow(self.display, self.root, 0, 0, 3000, 2000, 0, ctypes.c_ulong(0), ctypes.c_ulong(0x888888))
        self.x.XMapRaised(self.display, ctypes.c_ulong(window))
        self.x.XSync(self.display, 0)
        return window


def windows(app):
    """The windows of the program that people see."""
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--classname", f"^{app}$"], capture_output=True, text=True)
    return [int(word) for word in found.stdout.split()]


def owner(app):
    """The process that has the name on the bus; None when none has."""
    found = subprocess.run(["gdbus", "call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/", "--method",
                            "org.freedesktop.DBus.GetConnectionUnixProcessID", app], capture_output=True, text=True)
    return int(found.stdout.strip("(),\n ").split()[-1]) if found.returncode == 0 else None


def check_activation(app):
    """The desktop entry starts the program by the bus; a second start raises the window of the first."""
    screen = Screen()
    check(app in run("gapplication", "list-apps").split(), "the desktop sees an application that the bus can start")
    check(owner(app) is None, "it does not run yet")
    run("gapplication", "launch", app)
    window = wait("its window", lambda: windows(app))[0]
    first = owner(app)
    service = pathlib.Path(f"/proc/{first}/cmdline").read_bytes().split(b"\0")
    check(b"--gapplication-service" in service, "it was started by the bus")
    cover = screen.cover()
    check(screen.stack().index(window) < screen.stack().index(cover), "another window covers it")
    run("gapplication", "launch", app)
    wait("a second start raises it", lambda: screen.stack().index(window) > screen.stack().index(cover))
    cover = screen.cover()
    run("millwright")
    wait("one from a terminal too", lambda: screen.stack().index(window) > screen.stack().index(cover))
    check(windows(app) == [window] and owner(app) == first, "one window of one process")
    run("gapplication", "action", app, "quit")
    wait("it ends", lambda: owner(app) is None and not windows(app))
    run("gapplication", "launch", app)
    wait("it starts again", lambda: windows(app))
    check(owner(app) != first, "as another process")
    run("gapplication", "action", app, "quit")
    wait("it ends once more", lambda: owner(app) is None and not windows(app))
    run("gapplication", "action", app, "about")
    wait("an action starts it too, with its window", lambda: windows(app))
    run("gapplication", "action", app, "quit")
    wait("it ends again", lambda: owner(app) is None and not windows(app))


def need(*programs):
    missing = [name for name in programs if not shutil.which(name)]
    if missing:
        print(f"skipped: not installed: {', '.join(missing)}")
        sys.exit(SKIP)
