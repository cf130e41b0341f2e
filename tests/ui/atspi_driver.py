"""atspi_driver.py: a program as a screen reader sees it: looks for widgets, presses them, waits for what they bring.

Copyright 2026 The Millwright developers
SPDX-License-Identifier: GPL-3.0-or-later
"""
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib

BUTTON = ("button", "push button")
TOGGLE = ("toggle button",)
RADIO = ("radio button",)
LIST_ITEM = ("list item",)
ROW = ("table row", "row", "list item", "tree item")
CELL = ("table cell",)
TEXT = ("text", "entry", "password text")
WAIT = 60


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


def checked(node):
    return node and node.get_state_set().contains(Atspi.StateType.CHECKED)


def selected(node):
    return node.get_state_set().contains(Atspi.StateType.SELECTED)


def application(name):
    """The application on the desktop whose name begins so; None."""
    return next((a for a in children(Atspi.get_desktop(0)) if a.get_name().startswith(name)), None)


class Announcements:
    """What is said from now on."""

    def __init__(self):
        self.last = ""
        self.listener = Atspi.EventListener.new(self.hear)
        self.listener.register("object:announcement")

    def hear(self, event):
        self.last = str(event.any_data).replace(",", "")

    def says(self, *words):
        """Whether the last of it has all of these."""
        while GLib.MainContext.default().iteration(False):
            pass
        return all(word.replace(",", "") in self.last for word in words)


class Program:
    """A running program; @process ends the waiting when it has ended."""

    def __init__(self, process, name="io.github.millwright.Millwright"):
        self.process = process
        self.root = None
        self.root = self.wait("the program", lambda: application(name))

    def wait(self, what, probe, seconds=WAIT):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                sys.exit(f"the program ended with {self.process.returncode} while waiting for {what}")
            try:
                found = probe()
            except Exception:  # a widget that went away while it was looked at
                found = None
            if found:
                print(f"ok: {what}", flush=True)
                return found
            time.sleep(0.1)
        if self.root is not None:
            dump(self.root)
        sys.exit(f"waited in vain for {what}")

    def find(self, role=None, name=None, says=None):
        return find(self.root, role, name, says=says)

    def press(self, name, root=None, roles=BUTTON):
        button = self.wait(f"button “{name}”", lambda: find(root or self.root, roles, name))
        if not button.get_action_iface().do_action(0):
            sys.exit(f"“{name}” cannot be pressed")

    def type_into(self, name, text, root=None):
        entry = self.wait(f"field “{name}”", lambda: find(root or self.root, TEXT, name))
        if not entry.get_editable_text_iface().set_text_contents(text):
            sys.exit(f"nothing can be typed into “{name}”")


def act(node, name):
    actions = node.get_action_iface()
    names = [actions.get_action_name(i) for i in range(actions.get_n_actions())]
    if name not in names or not actions.do_action(names.index(name)):
        sys.exit(f"{name} cannot be done, only {names}")
    print(f"ok: {name}")


Atspi.init()
