"""`paid-options.yml`: what is not free, and what it costs."""

from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Self

from babel.core import get_global
from babel.numbers import get_territory_currencies
from pydantic import BeforeValidator, Field, model_validator

from ..sources.problems import nearest
from .base import Dated, Defines, Model, Prose, RefersTo, Statement, Traced, invalid


@cache
def list_currencies() -> frozenset[str]:
    """Return the ISO 4217 codes of what is legal tender somewhere today: no former currency (DEM), fund, metal or test code (XXX)."""
    return frozenset(code for territory in get_global("territory_currencies") for code in get_territory_currencies(territory))


def _amount(value: Any) -> Decimal:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    raise invalid("a number without sign or currency, like 150")


def _currency(value: Any) -> str:
    if isinstance(value, str) and value in list_currencies():
        return value
    raise invalid("a currency code of ISO 4217, like USD", nearest(value, list_currencies()) if isinstance(value, str) else "")


Amount = Annotated[Decimal, BeforeValidator(_amount, json_schema_input_type=float)]


class Price(Model):
    """What something costs: a sum in one currency, or a share of something."""

    amount: Annotated[Amount, Field(ge=0, le=100_000_000, decimal_places=3)] | None = None
    """How much, without the currency's sign."""
    currency: Annotated[str, BeforeValidator(_currency)] | None = None
    """ISO 4217 code, like USD."""
    percent: Annotated[Amount, Field(gt=0, le=1000, decimal_places=3)] | None = None
    """How many percent."""
    of: Prose | None = None
    """Of what, like "your monthly bill"."""

    @model_validator(mode="after")
    def _is_a_sum_or_a_share(self) -> Self:
        for one, other in (("amount", "currency"), ("currency", "amount"), ("percent", "of"), ("of", "percent")):
            if getattr(self, one) is not None and getattr(self, other) is None:
                raise invalid(f"the key '{other}' beside '{one}'", found=f"no '{other}'")
        if (self.amount is None) == (self.percent is None):
            raise invalid("'amount' and 'currency', or 'percent' and 'of'")
        return self


class Priced(Model):
    """Something that may cost money."""

    price: Price | None = None
    """The price; null when none is published."""
    per: Prose | None = None
    """What the price is for, like hour."""
    minimum: Prose | None = None
    """The least one pays for, like 1 hour."""
    by_quote: bool = False
    """True when the price is agreed on case by case."""

    @model_validator(mode="after")
    def _has_a_price_or_a_quote(self) -> Self:
        if self.by_quote and self.price is not None:
            raise invalid("false beside a price, or 'price: null'", at=("by_quote",))
        if self.price is not None and self.price.amount is not None and self.per is None:
            raise invalid("what the price is for, like hour", at=("per",))
        return self


class PaidOption(Priced, Dated, Traced):
    """Something one can buy."""

    id: Annotated[str, Defines("paid-option")]
    label: Prose
    aliases: tuple[Prose, ...] = ()
    what_you_get: Prose
    """What it gives."""
    levels: tuple[Annotated[str, RefersTo("level")], ...] = ()
    """Levels it is for; empty when it does not depend on a level."""
    kinds: tuple[Annotated[str, RefersTo("problem-kind")], ...] = ()
    """Kinds of problem it is for; empty when it is for all."""
    outside_schedule: Annotated[str, RefersTo("schedule")] | None = None
    """It is for the time outside these hours; null when it does not depend on the time."""
    conditions: tuple[Prose, ...] = ()
    """What has to be true."""
    rounding: Prose | None = None
    """How time is rounded; null when not stated."""
    tax: Prose | None = None
    """Whether tax is included; null when not stated."""
    approved_by: Prose | None = None
    """Who in the customer's company approves it; null when not stated."""
    channel: Annotated[str, RefersTo("channel")] | None = None
    """How to ask for it; null when not stated."""


class PaidOptionsFile(Model):
    intro: Statement | None = None
    """What is free."""
    options: tuple[PaidOption, ...] = ()
