"""Text of a document that speaks to a language model instead of to a reader; it is no knowledge and never obeyed."""

import re

_SPEAKS_TO_MODELS = re.compile(
    r"(?:忽略|无视|忘记)(?:掉)?(?:以上|之前|前面|上述|上面|此前|所有|其他|全部|你的)|系统提示|提示词|system\s*prompt|(?:ignore|disregard|forget)\s+(?:all|any|the|previous|above|your)|"
    r"(?:大|语言)模型|(?:AI|人工智能)\s*(?:助手|模型|assistant)|作为(?:一个|一名)?(?:助手|模型|AI)|你(?:现在)?(?:是|必须|要|应)[^。]{0,12}(?:助手|回答|输出|回复)|"
    r"(?:请|必须|务必)(?:直接)?(?:回答|输出|回复)\s*[:：“\"]|</?(?:system|user|assistant|instruction|tool)[^>]*>|\[/?INST\]|<\|[a-z_]+\|>|picks\"?\s*[:：]",
    re.I,
)  # fmt: skip


def speaks_to_models(text: str) -> bool:
    """Whether a text gives instructions to a model."""
    return bool(_SPEAKS_TO_MODELS.search(text))
