"""The words of the components in the reader's language: English stands in the templates, the rest in `overrides/locales/LANGUAGE/portal.po`.

Days, months, lists and numbers come from the Unicode locale data that Babel brings.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from typing import Any, Literal

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations
from babel.units import format_unit
from jinja2.runtime import LoopContext
from markupsafe import Markup

from ..engine import LOCALES

ListStyle = Literal["standard", "or"]


def load_catalogue(language: str) -> NullTranslations:
    """Return the messages of a language: all of it in English where it has no catalogue, and each message that its catalogue lacks."""
    path = LOCALES / language / "portal.po"
    if not path.is_file():
        return NullTranslations()
    compiled, catalogue = BytesIO(), read_po(BytesIO(path.read_bytes()), abort_invalid=True)
    for message in list(catalogue):
        if message.pluralizable and not any(message.string or ()):
            catalogue.delete(message.id, message.context)  # compiled, it would be English by the language's own rule: "1 articles"
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def formats(language: str) -> dict[str, Any]:
    """Return what templates call to write days, dates, lists and numbers as a language does."""
    locale = find_locale(language)

    def day_name(day: int, width: str = "wide") -> str:
        return locale.days["format"][width][day]

    def duration(count: int, unit: str) -> str:
        words = format_unit(count, f"duration-{unit}", locale=locale)
        # The long names of some languages (Arabic days) are missing.
        return format_unit(count, f"duration-{unit}", length="short", locale=locale) if "duration-" in words else words

    def long_date(day: date) -> str:
        return format_date(day, "long", locale)

    def money(amount: Decimal, currency: str) -> str:
        """Return an amount with the currency's code, which stands where the language has it: `USD 175`, `175 USD`."""
        words = format_decimal(amount, "#,##0.00#" if amount % 1 else "#,##0", locale)
        leads = locale.currency_formats["standard"].pattern.startswith("¤")
        return f"{currency} {words}" if leads else f"{words} {currency}"

    def number(value: Any) -> str:
        return format_decimal(value, locale=locale)

    def inside(name: str) -> str:
        """Return a name as it stands inside a sentence: "business hours", but "My Home" and "VIP line". German writes its nouns large there too."""
        return name if locale.language == "de" or name[1:] != name[1:].lower() else name.lower()

    def join_list(items: Iterable[Any], style: ListStyle = "standard") -> Markup:
        return Markup(format_list([Markup.escape(item) for item in items], style, locale))

    def after(loop: LoopContext, style: ListStyle = "standard") -> str:
        """Return what stands between this item of a list in a sentence and the next one: a comma, "and" or "or"."""
        return separators(loop.length, style)[loop.index0]

    @cache
    def separators(length: int, style: ListStyle) -> list[str]:
        return format_list(["\0"] * length, style, locale).split("\0")[1:]

    return {
        "after": after,
        "day_name": day_name,
        "duration": duration,
        "inside": inside,
        "join_list": join_list,
        "long_date": long_date,
        "money": money,
        "number": number,
    }


def find_locale(language: str) -> Locale:
    """Return the locale of a language as the theme names it. English is written as in Britain, like the messages."""
    return Locale.parse("en_GB" if language == "en" else language, sep="-" if "-" in language else "_")
