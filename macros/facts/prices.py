"""What something costs, in paid options and in support plans."""

from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from ..sources.problems import nearest
from .base import Model, Prose, invalid
from .currencies import list_currencies


def _amount(value: Any) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    raise invalid("a number without sign or currency, like 150")


def _currency(value: Any) -> str:
    if isinstance(value, str) and value in list_currencies():
        return value
    raise invalid("a currency code of ISO 4217, like USD", nearest(value, list_currencies()) if isinstance(value, str) else "")


class Price(Model):
    """What something costs: a sum in one currency, or a share of something."""

    amount: (
        Annotated[Decimal, BeforeValidator(_amount, json_schema_input_type=float), Field(ge=0, le=100_000_000, decimal_places=3)] | None
    ) = None
    """How much, without the currency's sign."""
    currency: Annotated[str, BeforeValidator(_currency)] | None = None
    """ISO 4217 code, like USD."""
    percent: Annotated[Decimal, BeforeValidator(_amount, json_schema_input_type=float), Field(gt=0, le=1000, decimal_places=3)] | None = (
        None
    )
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
