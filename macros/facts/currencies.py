"""The currencies that are legal tender somewhere today."""

from functools import cache

from babel.core import get_global
from babel.numbers import get_territory_currencies


@cache
def list_currencies() -> frozenset[str]:
    """Return their codes of ISO 4217: no former currency (DEM), fund, metal or test code (XXX)."""
    return frozenset(code for territory in get_global("territory_currencies") for code in get_territory_currencies(territory))
