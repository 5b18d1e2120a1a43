"""The web app in a real browser: answers, sources, calculators, documents; nothing leaves this machine."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, expect

from agents.answer import Answer
from agents.assistant import Assistant
from tests.ui.browsing import CASE, CHROMIUM, HOSTILE, NARROW, QUESTION, ask, chromium, serving, visiting
from ui.settings import Settings, quiet_libraries
from ui.web.desk import Desk
from ui.web.server import create_app

pytestmark = pytest.mark.skipif(CHROMIUM is None and "CI" not in os.environ, reason="no chromium on this machine")


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with serving(home) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def test_answer_with_citations_and_its_source(browser: Browser, address: str) -> None:
    with visiting(browser, address) as page:
        ask(page, QUESTION)
        cited = page.locator("button.cite").last
        expect(page.locator("#source h2")).to_have_text("出处 1")
        number = cited.inner_text()
        cited.click()
        expect(page.locator("#source h2")).to_have_text(f"出处 {number}")
        expect(page.locator("#source mark")).to_be_visible()
        expect(page.locator("#source .digest")).to_have_text("摘要")
        expect(page.locator(".disclaimer")).to_contain_text("不替代医师判断")
        assert page.locator("#source mark").bounding_box() is not None


def test_example_question_shows_the_calculation(browser: Browser, address: str) -> None:
    with visiting(browser, address) as page:
        page.locator("[data-example='1']").click()
        calculation = page.locator("details.calc").last
        expect(calculation).to_contain_text("R-ISS 分期", timeout=60_000)
        for words in ("步骤", "所用数值", "6.1 mg/L", "依据"):
            expect(calculation).to_contain_text(words)


def test_question_is_shown_as_it_was_written(browser: Browser, address: str) -> None:
    with visiting(browser, address) as page:
        title = page.title()
        ask(page, HOSTILE)
        expect(page.locator(".question p").last).to_have_text(HOSTILE)
        assert page.locator("#conversation img").count() == 0
        assert page.title() == title


def test_follow_up_and_new_conversation(browser: Browser, address: str) -> None:
    with visiting(browser, address) as page:
        ask(page, "β2-微球蛋白 3.0 mg/L，ISS 几期？")
        expect(page.locator(".missing")).to_contain_text("白蛋白")
        ask(page, "白蛋白 40 g/L")
        expect(page.locator(".answer").last).to_contain_text("ISS 分期为 I 期")
        page.locator("#clear").click()
        expect(page.locator("[data-example]").first).to_be_visible()
        expect(page.locator(".turn")).to_have_count(0)


def test_two_browsers_do_not_share_a_conversation(browser: Browser, address: str) -> None:
    with visiting(browser, address) as one, visiting(browser, address) as two:
        ask(one, "β2-微球蛋白 3.0 mg/L，ISS 几期？")
        ask(two, "白蛋白 40 g/L")
        expect(two.locator(".turn")).to_have_count(1)
        expect(two.locator(".answer").last).not_to_contain_text("ISS 分期为 I 期")


def test_keyboard_alone_opens_a_source(browser: Browser, address: str) -> None:
    with visiting(browser, address) as page:
        ask(page, QUESTION)
        page.locator("button.source").last.focus()
        number = page.locator("button.source .n").last.inner_text()
        page.keyboard.press("Enter")
        expect(page.locator("#source h2")).to_have_text(f"出处 {number}")


@pytest.mark.parametrize("tab", ["问答", "计算器", "文献"])
def test_narrow_screen_needs_no_sideways_scrolling(browser: Browser, address: str, tab: str) -> None:
    with visiting(browser, address, NARROW) as page:
        ask(page, CASE)
        page.get_by_role("tab", name=tab).click()
        page.wait_for_timeout(500)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]


def test_source_stands_below_the_conversation_on_a_narrow_screen(browser: Browser, address: str) -> None:
    with visiting(browser, address, NARROW) as page:
        ask(page, QUESTION)
        page.locator("button.cite").first.click()
        expect(page.locator("#source mark")).to_be_in_viewport(timeout=10_000)
        distance = "document.querySelector('#source').getBoundingClientRect().top - "
        distance += "document.querySelector('#left').getBoundingClientRect().bottom"
        assert page.evaluate(distance) >= 0


def test_calculator_form(browser: Browser, address: str) -> None:
    with visiting(browser, address) as page:
        page.get_by_role("tab", name="计算器").click()
        page.locator("#f-b2m").fill("61")
        page.locator("[data-input=albumin] [data-part=unit]").select_option("g/dL")
        page.locator("#f-albumin").fill("2.8")
        page.locator("button.run").click()
        expect(page.locator("#result")).to_contain_text("ISS 分期为 III 期")
        expect(page.locator("#result")).to_contain_text("28 g/L（录入 2.8 g/dL）")


def test_another_calculator_starts_empty(browser: Browser, address: str) -> None:
    with visiting(browser, address) as page:
        page.get_by_role("tab", name="计算器").click()
        page.locator("#f-b2m").fill("61")
        page.get_by_label("计算器", exact=True).last.click()
        page.get_by_role("option", name="分期 · R-ISS 分期").click()
        expect(page.locator("#form h2")).to_have_text("R-ISS 分期")
        page.wait_for_timeout(300)
        values = page.locator("#form input").evaluate_all("inputs => inputs.map(i => i.value)")
        assert set(values) == {""}
        page.locator("#f-b2m").fill("6.1")
        page.locator("#f-del17p").select_option("true")
        page.locator("button.run").click()
        expect(page.locator("#result")).to_contain_text("R-ISS 分期为 III 期")


def test_list_of_objects_in_a_form(browser: Browser, address: str) -> None:
    with visiting(browser, address) as page:
        page.get_by_role("tab", name="计算器").click()
        page.get_by_label("计算器", exact=True).last.click()
        page.get_by_role("option", name="吗啡当量").click()
        row = page.locator(".record").nth(1)
        row.locator("select").first.select_option("morphine_po")
        row.locator("input").first.fill("60")
        page.locator("button.run").click()
        expect(page.locator("#result")).to_contain_text("60.0 mg/d")


def test_upload_of_a_document(browser: Browser, tmp_path: Path) -> None:
    name = "规定<img src=x onerror=alert(1)>"
    path = tmp_path / "随访.md"
    path.write_text(f"# {name}\n\n本科室的骨髓瘤患者每两个月随访一次，复查血清蛋白电泳。\n", encoding="utf-8")
    with serving(tmp_path / "home") as url, visiting(browser, url) as page:
        page.get_by_role("tab", name="文献").click()
        expect(page.locator("#documents caption")).to_contain_text("5 份文献")
        page.locator("#files input[type=file]").set_input_files(path)
        expect(page.locator("#files")).to_contain_text("随访")
        page.locator("#ingest").click()
        expect(page.locator("#report")).to_contain_text("已导入", timeout=60_000)
        expect(page.locator("#documents caption")).to_contain_text("6 份文献")
        assert page.locator("#documents img, #report img").count() == 0
        page.get_by_role("tab", name="问答").click()
        ask(page, "本科室骨髓瘤患者多久随访一次，复查血清蛋白电泳？")
        page.locator("button.source", has_text="规定").first.click()
        expect(page.locator("#source mark")).to_contain_text("每两个月")
        expect(page.locator("#source .panel")).to_contain_text("<img")


def test_page_names_no_other_host(browser: Browser, address: str) -> None:
    with visiting(browser, address) as page:
        links = page.locator("[src], [href]").evaluate_all("all => all.map(e => e.src || e.href).filter(u => u)")
        assert {urlsplit(str(u)).hostname for u in links if str(u).startswith("http")} <= {"127.0.0.1"}
        families = page.evaluate("getComputedStyle(document.body).fontFamily + [...document.fonts].map(f => f.family)")
        assert "IBM" not in families


class Slow(Assistant):
    """Answers like the real one, after a while if it is asked to."""

    def ask(self, question: str, session: str | None = None) -> Answer:
        time.sleep(6 if "慢" in question else 0)
        return super().ask(question, session)


class SlowDesk(Desk):
    """A desk with a slow assistant."""

    def assistant(self) -> Assistant:
        return Slow(super().assistant().searcher)


def test_slow_answer_does_not_hold_up_another_reader(browser: Browser, home: Path) -> None:
    quiet_libraries()
    server = uvicorn.Server(uvicorn.Config(create_app(SlowDesk(Settings(home=home))), port=0, log_level="error"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        with visiting(browser, url) as one, visiting(browser, url) as two:
            one.locator("#question textarea").fill("慢：R-ISS 是什么？")
            one.locator("#send").click()
            expect(one.locator(".waiting")).to_be_visible()
            ask(two, QUESTION)
            expect(one.locator(".waiting")).to_be_visible(timeout=1)
            expect(one.locator(".turn .answer")).to_have_count(1, timeout=30_000)
        server.should_exit = True
        thread.join(timeout=30)
    assert not thread.is_alive()
