"""The web app: a page of tabs. A new tab is one function and one entry in `build`."""

import gradio as gr

from ui.web.calculators import calculators_tab
from ui.web.chat import chat_tab
from ui.web.desk import Desk
from ui.web.documents import documents_tab, table_html
from ui.web.history import history_tab

TITLE = "骨髓瘤指南助手"
HEADER = f"<header><h1>{TITLE}</h1><p>逐句引证，确定性计算 · 多发性骨髓瘤指南</p></header>"
HOUR = 3600


def build(desk: Desk) -> gr.Blocks:
    """The page with its tabs."""
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True, delete_cache=(HOUR, HOUR)) as page:
        gr.HTML(HEADER, elem_id="header", apply_default_css=False)
        with gr.Tabs() as tabs:
            with gr.Tab("问答", id="chat"):
                chat = chat_tab(desk)
            with gr.Tab("计算器"):
                calculators_tab()
            with gr.Tab("文献"):
                table = documents_tab(desk)
            with gr.Tab("记录") as history:
                history_tab(desk, history, tabs, chat)

        def refresh() -> str:
            return table_html(desk.assistant().searcher.snapshot)

        page.load(refresh, None, [table], show_progress="hidden", api_visibility="private")
    page.queue(default_concurrency_limit=desk.settings.limits.concurrent_answers, api_open=False)
    return page


def theme() -> gr.themes.Base:
    """Calm colours, and only fonts that are on the reader's machine."""
    text = ["system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]
    calm = gr.themes.Base(
        primary_hue="teal",
        secondary_hue="teal",
        neutral_hue="slate",
        font=text,
        font_mono=["ui-monospace", "monospace"],
    )
    return calm.set(
        button_primary_background_fill="#14696f",
        button_primary_background_fill_dark="#1c7f86",
        button_primary_background_fill_hover="#0f565b",
        button_primary_text_color="#ffffff",
        button_secondary_background_fill="*background_fill_primary",
        button_secondary_border_color="*border_color_primary",
        color_accent="#14696f",
        color_accent_soft="#e3f1f1",
        button_border_width="1px",
        button_large_text_weight="500",
    )
