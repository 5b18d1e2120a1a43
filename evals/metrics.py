"""Every metric by its key: what it says, how it is shown, and which direction is better."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Metric:
    """A metric of a run; the definition with its source is the docstring of the function that computes it.

    `better` is 1 if more is better, -1 if less is better, 0 if neither; `percent` says how it is shown.
    """

    title: str
    field: str
    meaning: str
    better: int = 1
    percent: bool = True


FIELDS: Mapping[str, str] = MappingProxyType({
    "retrieval": "检索",
    "answers": "回答",
    "refusals": "拒答",
    "vignettes": "病例与计算",
})  # fmt: skip

METRICS: Mapping[str, Metric] = MappingProxyType({
    "recall@1": Metric("召回率@1", "retrieval", "第 1 段中找到的证据组的比例"),
    "recall@3": Metric("召回率@3", "retrieval", "前 3 段中找到的证据组的比例"),
    "recall@5": Metric("召回率@5", "retrieval", "前 5 段中找到的证据组的比例"),
    "recall@10": Metric("召回率@10", "retrieval", "前 10 段中找到的证据组的比例"),
    "recall_2000": Metric("召回率（前 2000 字）", "retrieval", "按次序读检索结果，前 2000 字中找到的证据组的比例"),
    "mrr": Metric("MRR", "retrieval", "首个证据段名次的倒数", percent=False),
    "ndcg@10": Metric("nDCG@10", "retrieval", "前 10 段的折损累计增益与理想次序之比", percent=False),
    "fact_recall": Metric("要点召回率", "answers", "回答中逐字出现的要点的比例"),
    "complete": Metric("完整回答率", "answers", "要点齐全且没有错误内容的回答的比例"),
    "wrong_value": Metric("错误内容率", "answers", "出现了“不得出现”内容的回答的比例", better=-1),
    "reference_f1": Metric("参考答案 F1", "answers", "与整段参考答案的字符重叠", percent=False),
    "citation_recall": Metric("引文召回率", "answers", "被引段落中能读到的证据组的比例"),
    "citation_precision": Metric("引文精确率", "answers", "含有证据的被引段落的比例"),
    "literal_quotes": Metric("引文逐字率", "answers", "确为文献原文子串的引文的比例"),
    "bound_numbers": Metric("数字有据率", "answers", "出自引文或计算结果的数字的比例"),
    "length": Metric("回答长度（字）", "answers", "回答正文的字符数", better=0, percent=False),
    "right_refusal": Metric("正确拒答率", "refusals", "应拒答的题中被拒答的比例"),
    "wrong_refusal": Metric("错误拒答率", "refusals", "文献能回答的题中被拒答的比例", better=-1),
    "vignette": Metric("病例全对率", "vignettes", "结局、数值、内容、询问全部符合的病例的比例"),
    "outcome": Metric("结局正确率", "vignettes", "给出结果、询问或拒算与预期一致的比例"),
    "values": Metric("数值正确率", "vignettes", "预期数值中在容差内给出的比例"),
    "content": Metric("内容正确率", "vignettes", "预期内容中出现的比例"),
    "calculator": Metric("计算器正确率", "vignettes", "调用了预期计算器之一的比例"),
    "missing": Metric("询问正确率", "vignettes", "应询问的输入中被点名的比例"),
    "wrong_content": Metric("病例错误内容率", "vignettes", "出现了“不得出现”内容的病例的比例", better=-1),
})  # fmt: skip
