"""Serum free light chains [mg/L]: ratio, involved chain, dFLC (NCCN MYEL-E footnote f, MYEL-C)."""

from dataclasses import dataclass
from fractions import Fraction

from tools.calculator import Values

NORMAL_LOW, NORMAL_HIGH = Fraction("0.26"), Fraction("1.65")
SLIM_RATIO, SLIM_LEVEL = Fraction(100), Fraction(100)
CHAIN_WORDS = {"kappa": "κ", "lambda": "λ"}


@dataclass(frozen=True)
class LightChains:
    """Free κ and λ in serum [mg/L]; `chain` arguments are "kappa" or "lambda"."""

    kappa: Fraction
    lambda_: Fraction

    @property
    def ratio(self) -> Fraction:
        """κ/λ."""
        return self.kappa / self.lambda_

    @property
    def normal(self) -> bool:
        """κ/λ between 0.26 and 1.65, both ends included."""
        return NORMAL_LOW <= self.ratio <= NORMAL_HIGH

    @property
    def raised(self) -> str | None:
        """The involved chain that an abnormal ratio shows; None for a normal ratio."""
        if self.normal:
            return None
        return "kappa" if self.ratio > NORMAL_HIGH else "lambda"

    @property
    def slim(self) -> bool:
        """The light chain criterion of SLiM-CRAB: ratio ≥100 and involved chain ≥100 mg/L."""
        chain = self.raised
        return chain is not None and self.excess_ratio(chain) >= SLIM_RATIO and self.level(chain) >= SLIM_LEVEL

    def level(self, chain: str) -> Fraction:
        """Concentration of a chain [mg/L]."""
        return self.kappa if chain == "kappa" else self.lambda_

    def excess_ratio(self, involved: str) -> Fraction:
        """Involved/uninvolved."""
        return self.ratio if involved == "kappa" else 1 / self.ratio

    def difference(self, involved: str) -> Fraction:
        """dFLC [mg/L]: involved minus uninvolved."""
        return self.kappa - self.lambda_ if involved == "kappa" else self.lambda_ - self.kappa


def light_chains(v: Values, prefix: str = "") -> LightChains | None:
    """Both chains of one moment (`prefix` "" or e.g. "baseline."); None unless both are known."""
    kappa, lambda_ = v.num(f"{prefix}kappa"), v.num(f"{prefix}lambda")
    return None if kappa is None or lambda_ is None else LightChains(kappa, lambda_)
