"""A real browser without a window, spoken to through a pair of pipes, in its own protocol: nothing to install
but the browser. A page is opened from a file; what it asked for and what it complained of is kept."""

import base64
import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PATIENCE, FREE = 300, 20
BEHIND = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.dup2(int(sys.argv[2]), 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


def browser() -> str:
    """Where Chromium is."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail("these tests look at pages in Chromium: apt-get install chromium")
    return found


def axe() -> str:
    """The accessibility checker."""
    if not AXE.exists():
        pytest.fail("these tests check accessibility with axe-core: npm install --no-save axe-core@4")
    return AXE.read_text(encoding="utf-8")


class Browser:
    """Chromium with one page."""

    def __init__(self, folder: Path) -> None:
        (heard, says), (hears, said) = os.pipe(), os.pipe()
        options = ["--headless=new", "--remote-debugging-pipe", f"--user-data-dir={folder}", "--no-first-run"]
        options += ["--disable-gpu", "--disable-background-networking", "--disable-component-update"]
        options += ["--disable-dev-shm-usage", "--hide-scrollbars", *(["--no-sandbox"] * (os.geteuid() == 0))]
        # Numbers out of the way of 3 and 4, on which the browser listens and answers.
        ends = [fcntl.fcntl(each, fcntl.F_DUPFD, FREE) for each in (hears, says)]
        self.process = subprocess.Popen(
            [sys.executable, "-c", BEHIND, *map(str, ends), browser(), *options, "about:blank"],
            pass_fds=ends,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for each in (hears, says, *ends):
            os.close(each)
        self.reader, self.writer = os.fdopen(heard, "rb"), os.fdopen(said, "wb")
        self.number = 0
        self.session: str | None = None
        self.heard: list[dict[str, Any]] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.ask(f"{domain}.enable")

    def close(self) -> None:
        """End the browser."""
        self.session = None
        self.ask("Browser.close")
        self.process.wait(PATIENCE)
        self.reader.close()
        self.writer.close()

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """A command and its answer; what is heard meanwhile is kept."""
        self.number += 1
        asked: dict[str, Any] = {"id": self.number, "method": method, "params": params}
        if self.session is not None:
            asked["sessionId"] = self.session
        self.writer.write(json.dumps(asked).encode() + b"\0")
        self.writer.flush()
        found = self.hear(lambda message: message.get("id") == self.number)
        assert "error" not in found, found
        answer: dict[str, Any] = found["result"]
        return answer

    def hear(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The next message that is wanted."""
        while True:
            message = self.next_message()
            if wanted(message):
                return message
            self.heard.append(message)

    def next_message(self) -> dict[str, Any]:
        """One message, which ends with a zero."""
        letters = bytearray()
        while (letter := self.reader.read(1)) != b"\0":
            assert letter, "the browser has gone"
            letters += letter
        found: dict[str, Any] = json.loads(letters)
        return found

    def show(self, path: Path, width: int, *, dark: bool = False, media: str = "") -> None:
        """Open a file at a width, and wait until all of it is there."""
        self.heard.clear()
        self.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", media=media, features=[scheme])
        self.ask("Page.navigate", url=path.as_uri())
        if not any(each.get("method") == "Page.loadEventFired" for each in self.heard):
            self.heard.append(self.hear(lambda message: message.get("method") == "Page.loadEventFired"))

    def value(self, script: str) -> Any:
        """What a script gives, run from outside of the page."""
        found = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def requests(self) -> list[str]:
        """What the page asked for, itself included."""
        asked = [each for each in self.heard if each.get("method") == "Network.requestWillBeSent"]
        return [each["params"]["request"]["url"] for each in asked]

    def complaints(self) -> list[Any]:
        """What stands in the console: errors, warnings, refusals."""
        names = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
        return [each for each in self.heard if each.get("method") in names]

    def picture(self, path: Path) -> None:
        """The whole page as an image, to be looked at."""
        found = self.ask(
            "Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=self.whole()
        )
        path.write_bytes(base64.b64decode(found["data"]))

    def whole(self) -> dict[str, Any]:
        """The size of the whole page."""
        size = self.ask("Page.getLayoutMetrics")["cssContentSize"]
        return {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}

    def pdf(self) -> bytes:
        """The page as it is printed on A4."""
        found = self.ask("Page.printToPDF", paperWidth=8.27, paperHeight=11.69, preferCSSPageSize=True)
        return base64.b64decode(found["data"])
