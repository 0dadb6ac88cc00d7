"""What a Linux screen reader is given: the AT-SPI tree of the page, or the events that come in some seconds, as JSON.

look.py tree            the web document, nested
look.py watch SECONDS   prints "ready", then one event a line
"""
import json
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

STATES = {
    "focused": Atspi.StateType.FOCUSED,
    "focusable": Atspi.StateType.FOCUSABLE,
    "pressed": Atspi.StateType.PRESSED,
    "checked": Atspi.StateType.CHECKED,
    "expandable": Atspi.StateType.EXPANDABLE,
    "expanded": Atspi.StateType.EXPANDED,
    "enabled": Atspi.StateType.ENABLED,
    "selected": Atspi.StateType.SELECTED,
}


def children(node):
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield child


def text_of(node):
    text = node.get_text_iface()
    if text is None:
        return None
    return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))


def describe(node):
    states = node.get_state_set()
    return {
        "role": node.get_role_name(),
        "name": node.get_name(),
        "text": text_of(node),
        "attributes": dict(node.get_attributes() or {}),
        "states": [name for name, state in STATES.items() if states.contains(state)],
        "children": [describe(child) for child in children(node)],
    }


def documents(node):
    if node.get_role() == Atspi.Role.DOCUMENT_WEB:
        yield node
        return
    for child in children(node):
        yield from documents(child)


def find_document():
    """The page is there a moment after the browser."""
    end = time.time() + 20
    while time.time() < end:
        for app in children(Atspi.get_desktop(0)):
            for found in documents(app):
                if found.get_child_count() > 0:
                    return found
        time.sleep(0.5)
    sys.exit("no web document was found")


def watch(seconds):
    loop = GLib.MainLoop()

    def heard(event):
        try:
            line = {
                "type": event.type,
                "detail": event.detail1,
                "role": event.source.get_role_name(),
                "name": event.source.get_name(),
                "text": text_of(event.source),
                "added": event.any_data if isinstance(event.any_data, str) else None,
            }
        except GLib.Error:
            return  # it has gone in the meantime
        print(json.dumps(line), flush=True)

    listener = Atspi.EventListener.new(heard)
    for kind in ("object:text-caret-moved", "object:state-changed:focused", "object:text-changed:insert"):
        listener.register(kind)
    GLib.timeout_add(int(seconds * 1000), loop.quit)
    print("ready", flush=True)
    loop.run()


Atspi.init()
if sys.argv[1] == "tree":
    print(json.dumps(describe(find_document())))
else:
    find_document()
    watch(float(sys.argv[2]))
