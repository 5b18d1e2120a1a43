"""Dose tables of the bone-targeted drugs by creatinine clearance: NCCN MYEL-J and CSCO table 3."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType


@dataclass(frozen=True)
class Dose:
    """What one source prints: its code, its Chinese wording, lowest and highest single or daily dose [mg]."""

    code: str
    text: str
    mg: tuple[Fraction, Fraction] | None = None

    def as_result(self) -> Mapping[str, object]:
        """The result fields of a covered drug."""
        return {"covered": True, "dose": self.code, "dose_mg": self.mg}


@dataclass(frozen=True)
class Band:
    """Clearances [mL/min] from a lower limit upwards; the limit itself belongs to it if `closed`."""

    low: Fraction
    closed: bool
    dose: Dose

    def holds(self, crcl: Fraction) -> bool:
        """Whether the clearance reaches the band's lower limit."""
        return crcl > self.low or (self.closed and crcl == self.low)


def from_(low: int, dose: Dose) -> Band:
    """The band of clearances of at least `low`."""
    return Band(Fraction(low), True, dose)


def above(low: int, dose: Dose) -> Band:
    """The band of clearances greater than `low`."""
    return Band(Fraction(low), False, dose)


def _mg(low: str, high: str | None = None) -> tuple[Fraction, Fraction]:
    return Fraction(low), Fraction(high or low)


def _zoledronic(mg: str) -> Dose:
    return Dose(f"{mg} mg/month IV over >=15 min", f"{mg} mg，每月 1 次，静脉输注至少 15 分钟", _mg(mg))


def _oral_clodronate(mg: str, share: str) -> Dose:
    return Dose(f"{mg} mg/d PO", f"口服 {mg} mg/d（{share}），服药后 2 h 内不进食", _mg(mg))


def _iv_clodronate(mg: str, share: str, low: str, high: str) -> Dose:
    return Dose(
        f"{mg} mg/d IV x5 d/month", f"静脉 {mg.replace('-', '–')} mg/d（{share}），每月连用 5 天", _mg(low, high)
    )


def _incadronate(mg: str) -> Dose:
    return Dose(f"{mg} mg/month IV over 2-4 h", f"{mg} mg，每月 1 次，静脉输注 2–4 h", _mg(mg))


NOT_RECOMMENDED = Dose("not_recommended", "不推荐")
REDUCE = Dose("reduce_dose_unspecified", "减少剂量（未给数值）")
_PAMIDRONATE_NCCN = Dose("90 mg IV over >2 h q3-4w", "90 mg，静脉输注超过 2 h，每 3–4 周 1 次", _mg("90"))
_PAMIDRONATE_NCCN_SEVERE = Dose("60-90 mg IV over 4-6 h", "60–90 mg，静脉输注超过 4–6 h", _mg("60", "90"))
_PAMIDRONATE_CSCO = Dose("90 mg/month IV over >=2 h", "90 mg，每月 1 次，静脉输注至少 2 h", _mg("90"))
_PAMIDRONATE_CSCO_SEVERE = Dose(
    "60-90 mg/month IV over 4-6 h", "60–90 mg，每月 1 次，静脉输注延长至 4–6 h", _mg("60", "90")
)
_DENOSUMAB_NCCN = Dose("120 mg SC q4w", "120 mg 皮下注射，每 4 周 1 次", _mg("120"))
_DENOSUMAB_CSCO = Dose("120 mg/month SC", "120 mg 皮下注射，每月 1 次，无需调整剂量", _mg("120"))

NCCN: Mapping[str, tuple[Band, ...]] = MappingProxyType({
    "zoledronic_acid": (
        from_(60, Dose("4 mg IV q3-4w", "4 mg 静脉输注，每 3–4 周 1 次", _mg("4"))), from_(30, REDUCE),
        from_(0, NOT_RECOMMENDED),
    ),
    "pamidronate": (from_(30, _PAMIDRONATE_NCCN), from_(0, _PAMIDRONATE_NCCN_SEVERE)),
    "denosumab": (from_(0, _DENOSUMAB_NCCN),),
})  # fmt: skip
CSCO: Mapping[str, tuple[Band, ...]] = MappingProxyType({
    "zoledronic_acid": (
        above(60, _zoledronic("4")), from_(50, _zoledronic("3.5")), from_(40, _zoledronic("3.3")),
        from_(30, _zoledronic("3")), from_(0, NOT_RECOMMENDED),
    ),
    "pamidronate": (from_(30, _PAMIDRONATE_CSCO), from_(0, _PAMIDRONATE_CSCO_SEVERE)),
    "denosumab": (from_(0, _DENOSUMAB_CSCO),),
    "clodronate_oral": (
        above(50, _oral_clodronate("1600", "常规剂量")), from_(30, _oral_clodronate("1200", "常规剂量 75%")),
        from_(0, _oral_clodronate("800", "常规剂量 50%")),
    ),
    "clodronate_iv": (
        above(80, _iv_clodronate("300", "常规剂量", "300", "300")),
        above(50, _iv_clodronate("225-300", "常规剂量 75%–100%", "225", "300")),
        from_(12, _iv_clodronate("150-225", "常规剂量 50%–75%", "150", "225")),
        from_(0, _iv_clodronate("150", "常规剂量 50%", "150", "150")),
    ),
    "incadronate": (above(30, _incadronate("10")), from_(0, _incadronate("5"))),
})  # fmt: skip


def dose_at(bands: tuple[Band, ...], crcl: Fraction) -> Dose:
    """The dose at a clearance [mL/min]; bands stand from the highest limit down to 0."""
    return next(band.dose for band in bands if band.holds(crcl))


def limits(drug: str) -> tuple[Fraction, ...]:
    """Clearances [mL/min] at which the dose of either source changes."""
    bands = (*NCCN.get(drug, ()), *CSCO[drug])
    return tuple(sorted({band.low for band in bands if band.low}))
