"""A running web app and a browser that looks at it; nothing may leave this machine."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WIDE, NARROW = (1280, 800), (390, 844)
QUESTION = "R-ISS III 期的标准是什么？"
CASE = "β2-微球蛋白 6.1 mg/L，白蛋白 28 g/L，ISS 几期？"
HOSTILE = "<img src=x onerror=\"document.title='hit'\"> ${document.title='hit'} {{this}} [1]</textarea>"


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """A running `mmguide serve`; gives its address."""
    env = {**os.environ, "MMGUIDE_HOME": str(home), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-m", "ui", "serve", "--port", "0"], stderr=subprocess.PIPE, env=env, cwd=ROOT,
        text=True, encoding="utf-8",
    )  # fmt: skip
    assert process.stderr is not None
    try:
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stderr.readline())
        assert found is not None
        yield found.group(0)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@contextmanager
def visiting(browser: Browser, url: str, size: tuple[int, int] = WIDE) -> Iterator[Page]:
    """A page of the app; at the end no other host may have been asked for anything, and no script have failed."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, locale="zh-CN")
    asked: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
    page.goto(url)
    expect(page.locator("[data-example]").first).to_be_visible(timeout=30_000)
    yield page
    hosts = {urlsplit(u).hostname for u in asked if not u.startswith(("data:", "blob:"))}
    page.close()
    assert hosts == {"127.0.0.1"}
    assert problems == []


def ask(page: Page, question: str) -> None:
    before = page.locator(".turn .answer").count()
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")
    expect(page.locator(".turn .answer")).to_have_count(before + 1, timeout=60_000)
