"""Rating, saving and keeping conversations in a real browser, over a restart of the server."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from agents.journal import FILE, Journal
from tests.ui.browsing import CASE, CHROMIUM, NARROW, QUESTION, ask, chromium, serving, visiting

pytestmark = pytest.mark.skipif(CHROMIUM is None and "CI" not in os.environ, reason="no chromium on this machine")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def own(home: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    shutil.copytree(home, tmp_path / "own")
    (tmp_path / "own" / FILE).unlink(missing_ok=True)
    return tmp_path / "own"


def open_history(page: Page) -> None:
    page.get_by_role("tab", name="记录").click()
    expect(page.locator("#history h2").first).to_have_text("对话")


def test_a_rating_and_its_comment_are_kept(browser: Browser, own: Path) -> None:
    with serving(own) as url, visiting(browser, url) as page:
        ask(page, QUESTION)
        expect(page.locator(".rating form")).to_be_hidden()
        page.get_by_role("button", name="有问题").click()
        expect(page.locator("#notice")).to_contain_text("已记录：有问题")
        page.get_by_label("意见").fill("<b>缺少</b>时间")
        page.get_by_role("button", name="保存意见").click()
        expect(page.locator("#notice")).to_contain_text("保存了意见")
        ask(page, CASE)
        expect(page.get_by_label("意见").first).to_have_value("<b>缺少</b>时间")
        expect(page.locator("[data-rate=down]").first).to_have_attribute("aria-pressed", "true")
    (rating,) = Journal(own).ratings()
    assert (rating.verdict, rating.comment, rating.turns) == ("down", "<b>缺少</b>时间", (QUESTION,))


def test_a_conversation_is_saved_as_markdown_and_word(browser: Browser, own: Path, tmp_path: Path) -> None:
    with serving(own) as url, visiting(browser, url) as page:
        ask(page, CASE)
        for button, suffix, start in (("导出 Markdown", ".md", b"# "), ("导出 Word", ".docx", b"PK")):
            with page.expect_download() as download:
                page.get_by_role("button", name=button).click()
            assert download.value.suggested_filename.endswith(suffix)
            download.value.save_as(tmp_path / f"talk{suffix}")
            assert (tmp_path / f"talk{suffix}").read_bytes().startswith(start)
    text = (tmp_path / "talk.md").read_text(encoding="utf-8")
    for part in (CASE, "ISS 分期为 III 期", "β2-微球蛋白：6.1 mg/L", "依据：", "索引 ", "不替代医师判断"):
        assert part in text


def test_a_conversation_goes_on_after_a_restart(browser: Browser, own: Path) -> None:
    with serving(own) as url, visiting(browser, url) as page:
        ask(page, "β2-微球蛋白 3.0 mg/L，ISS 几期？")
    with serving(own) as url, visiting(browser, url) as page:
        open_history(page)
        page.get_by_role("button", name="打开").click()
        expect(page.locator(".turn")).to_have_count(1)
        ask(page, "白蛋白 40 g/L")
        expect(page.locator(".answer").last).to_contain_text("ISS 分期为 I 期")
        open_history(page)
        expect(page.locator(".talks li")).to_have_count(1)
        expect(page.locator(".talks li")).to_contain_text("2 问")


def test_a_conversation_is_deleted_after_asking_once_more(browser: Browser, own: Path) -> None:
    with serving(own) as url, visiting(browser, url) as page:
        ask(page, QUESTION)
        open_history(page)
        page.get_by_role("button", name="删除").click()
        expect(page.locator(".talks li")).to_have_count(1)
        page.get_by_role("button", name="确认删除").click()
        expect(page.locator("#history")).to_contain_text("还没有保存的对话")
    assert Journal(own).conversations("") == ()


def test_ratings_are_exported_as_a_question_set(browser: Browser, own: Path, tmp_path: Path) -> None:
    with serving(own) as url, visiting(browser, url) as page:
        ask(page, QUESTION)
        page.get_by_role("button", name="有帮助").click()
        expect(page.locator("#notice")).to_contain_text("已记录")
        open_history(page)
        expect(page.locator("#history")).to_contain_text("只保存在本机")
        with page.expect_download() as download:
            page.get_by_role("button", name="导出为评测题集").click()
        download.value.save_as(tmp_path / "set.jsonl")
    row = json.loads((tmp_path / "set.jsonl").read_text(encoding="utf-8"))
    assert (row["question"], row["said"]) == (QUESTION, "up")
    assert row["evidence"]


def test_history_fits_a_narrow_screen(browser: Browser, own: Path) -> None:
    with serving(own) as url, visiting(browser, url, NARROW) as page:
        ask(page, QUESTION)
        page.get_by_role("button", name="有帮助").click()
        open_history(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
