"""How much, of what? Amounts as exact decimals with an ISO 4217 currency; *not stated* is a value of its own and never 0.

Amounts are written with a point and without thousands separators: ``1,200`` is twelve hundred in one country and one and a bit
in another, so it is refused with the spelling that is meant rather than guessed. Binary floats are never used: a sum of money
must come out to the penny.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, localcontext
from fractions import Fraction

from sysmap.errors import UsageError
from sysmap.model.text import Text, split_list

_PLAIN = re.compile(r"[+-]?[0-9]{1,24}(?:\.[0-9]{1,12})?")
_CURRENCY = re.compile(r"[A-Z]{3}")
_SIGNS = {"£": "GBP", "€": "EUR", "$": "USD"}


def parse_number(text: Text) -> Decimal | None:
    """The number that the text is, exactly; None when it is none. No exponents, no separators, no infinities.

    >>> parse_number("142500.50"), parse_number("1e3"), parse_number("1,200.00"), parse_number("NaN")
    (Decimal('142500.50'), None, None, None)
    """
    return Decimal(text) if text is not None and _PLAIN.fullmatch(text) else None


def parse_amount(text: Text) -> Decimal | None:
    """The amount as a decimal; None when it is not stated or no amount above zero.

    >>> parse_amount("142500.50"), parse_amount(None), parse_amount("0")
    (Decimal('142500.50'), None, None)
    """
    number = parse_number(text)
    return number if number is not None and number > 0 else None


def meant_amount(text: str) -> str | None:
    """How an amount that cannot be read should be written, where that is clear.

    >>> meant_amount("£1,200.00"), meant_amount("1.200,50"), meant_amount("about 5")
    ('1200.00', '1200.50', None)
    """
    bare = "".join(text.split()).strip("£€$").removeprefix("GBP").removesuffix("GBP")
    if re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", bare):
        return bare.replace(",", "")
    if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3})*,[0-9]{1,2}", bare):
        return bare.replace(".", "").replace(",", ".")
    return bare if _PLAIN.fullmatch(bare) and bare != text else None


def is_currency(text: str) -> bool:
    """Is this written as ISO 4217 writes currencies: three capital letters?"""
    return _CURRENCY.fullmatch(text) is not None


def meant_currency(text: str) -> str | None:
    """The currency code that was probably meant.

    >>> meant_currency("gbp"), meant_currency("£"), meant_currency("pounds")
    ('GBP', 'GBP', None)
    """
    upper = text.strip().upper()
    return _SIGNS.get(text.strip()) or (upper if is_currency(upper) else None)


def parse_tiers(cell: Text) -> tuple[tuple[str, Decimal | None], ...]:
    """The prevention tiers of a flow with their percentages, in the order given; None for a share that is no number.

    >>> parse_tiers("primary:60|tertiary:40")
    (('primary', Decimal('60')), ('tertiary', Decimal('40')))
    """
    found = []
    for part in split_list(cell):
        tier, _, share = part.partition(":")
        found.append((tier.strip(), parse_number(share.strip().removesuffix("%").strip())))
    return tuple(found)


def total(amounts: Iterable[tuple[Decimal, str]]) -> tuple[Decimal, str | None]:
    """The sum and its currency (None: nothing to add). Raises UsageError over unlike currencies.

    >>> total([(Decimal("142500.50"), "GBP"), (Decimal("75250.25"), "GBP")])
    (Decimal('217750.75'), 'GBP')
    """
    added, currency = Decimal(0), None
    for amount, unit in amounts:
        if currency is not None and unit != currency:
            raise UsageError(f"{currency} and {unit} are not added together", fix="Choose one or view separately.")
        added, currency = added + amount, unit
    return added, currency


def exact(amount: Fraction) -> str:
    """An amount as a decimal in text, to the last digit; one that never ends, as a third of a gift, to the hundredth.

    >>> exact(Fraction(285001, 2)), exact(Fraction(10)), exact(Fraction(10, 3))
    ('142500.5', '10', '3.33')
    """
    rest = amount.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest == 1:
        with localcontext(prec=60):
            return f"{Decimal(amount.numerator) / Decimal(amount.denominator):f}"
    return f"{Decimal(round(amount * 100)) / 100:f}"


def shown(amount: Decimal, currency: str | None = None) -> str:
    """An amount as people read it.

    >>> shown(Decimal("3580400"), "GBP"), shown(Decimal("142500.5"))
    ('£3,580,400.00', '142,500.50')
    """
    sign = next((mark for mark, code in _SIGNS.items() if code == currency), None)
    digits = f"{amount:,.2f}" if -amount.as_tuple().exponent <= 2 else f"{amount:,}"  # type: ignore[operator]
    return f"{sign}{digits}" if sign else f"{currency} {digits}" if currency else digits
