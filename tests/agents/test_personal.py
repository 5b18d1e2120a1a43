"""Age, weight and height without their names."""

import pytest

from agents.extraction import extract


def value(text: str, name: str) -> str | None:
    found = extract(text).values.get(name)
    return found.raw["value"] if found else None


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("68y F", "68"), ("M/72 肌酐132", "72"), ("老爷子72了，肌酐132", "72"), ("患者今年七十二，女", "72"), ("男72，体重60kg", "72"), ("女性，68，体重60kg", "68"), ("72岁男性", "72"),
        ("性别男，66岁。月经史：15岁初潮，50岁绝经", "66"), ("68岁。2年前66岁时发病", "68"), ("男，72岁，38岁行阑尾手术", "72"),
        ("男，1947年11月20日出生，就诊日期2025年3月6日", "77"), ("出生日期1950年5月6日，2024年5月5日入院", "73"), ("1958年3月生，2024年6月3日入院", "66"),
        ("1958年6月生，2024年6月3日入院", None), ("1947年11月20日出生", None), ("置入7F导管，14F", None), ("放疗25次，45Gy了", None), ("初潮15岁初潮", None),
    ],
)  # fmt: skip
def test_the_age(text: str, age: str | None) -> None:
    assert value(text, "age") == age


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("男，60kg", "60"), ("握力17kg", None), ("体重下降6kg", None), ("体重较前减轻约5公斤", None), ("体重由65kg降至58kg", "58"), ("体重下降10斤，现55kg", "55"),
        ("尿量按体重1.1ml/kg/h", None), ("提5kg重物", None), ("理想体重60kg", None), ("170cm/62kg", "62"), ("现在瘦了，体重是104斤", "52"), ("新生儿出生体重3kg", None),
    ],
)  # fmt: skip
def test_the_weight(text: str, weight: str | None) -> None:
    assert value(text, "weight") == weight


@pytest.mark.parametrize(
    ("text", "height"),
    [
        ("身高5英尺7英寸，体重165磅", 170.18), ("身高5英尺7英寸（170.2cm）", 170.2), ("一米六五，60公斤", 1.65), ("身高1.65", 1.65), ("个子165", 165), ("身高5尺7寸", None), ("步行1.65米", None),
    ],
)  # fmt: skip
def test_heights_as_people_tell_them(text: str, height: float | None) -> None:
    found = value(text, "height")
    assert (None if found is None else float(found)) == height


@pytest.mark.parametrize("text", ["我妈七十九，瘦得很", "老爷子七十九", "我姥姥79岁", "大爷今年七十九了"])
def test_the_age_of_somebody_s_parent(text: str) -> None:
    assert value(text, "age") == "79"
