import pytest

from agents.llm_wording import denials, wording_faults


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("肾功能不全者不推荐用", [("none", "全者"), ("forbidden", "用")]),
        ("无需调整剂量", [("unneeded", "调整")]),
        ("不需要调整剂量", [("unneeded", "调整")]),
        ("不应使用", [("forbidden", "用")]),
        ("禁用于孕妇", [("forbidden", "孕妇")]),
        ("没有证据", [("none", "证据")]),
        ("推荐使用", []),
    ],
)
def test_denials(text: str, found: list[tuple[str, str]]) -> None:
    assert [(d.kind, d.denied) for d in denials(text)] == found


@pytest.mark.parametrize(
    ("said", "stated"),
    [
        ("不需要调整剂量", "无需调整剂量"),
        ("不应使用该药", "不应使用该药"),
        ("避免使用该药", "不应使用该药"),
        ("移植后评估", "移植后评估疗效"),
        ("应监测", "必须监测"),
        ("血钙升高", "血钙升高，血磷降低"),
    ],
)
def test_same_meaning(said: str, stated: str) -> None:
    assert wording_faults(said, stated, "") == ()


@pytest.mark.parametrize(
    ("said", "stated"),
    [
        ("推荐使用", "不推荐使用"),
        ("不推荐使用", "推荐使用"),
        ("可以使用", "不应使用"),
        ("不应使用", "不需使用"),
        ("需调整剂量", "不需调整剂量"),
        ("过敏者可用", "过敏者禁用"),
        ("过敏者可用，肾损害者禁用", "过敏者禁用，肾损害者禁用"),
        ("选患者接触过的药物", "选患者未接触过的药物"),
        ("血钙降低", "血钙升高"),
        ("血钙降低，血磷升高", "血钙升高，血磷降低"),
        ("移植前评估", "移植后评估"),
        ("必须监测", "应监测"),
        ("应监测", "可监测"),
        ("停用该药", "继续用该药"),
        ("均可使用", "均可使用，肾功能不全者除外"),
        ("用于复发患者", "仅用于复发患者"),
        ("皮下注射", "静脉注射"),
        ("每月一次", "每周一次"),
        ("首选该药", "该药"),
        ("可治愈", "可缓解"),
    ],
)
def test_changed_meaning(said: str, stated: str) -> None:
    assert wording_faults(said, stated, "")


def test_heads_count_only_where_the_quotation_is_silent() -> None:
    assert wording_faults("首选该药", "该药", "首选方案") == ()
    assert wording_faults("首选该药", "该药列为其他推荐", "首选方案")
