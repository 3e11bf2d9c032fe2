"""What a new version must keep of one that people have answered, so that answers can be compared."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.surveys.model import Item, ItemScale, Survey


def broken(before: Survey, after: Survey) -> Iterator[tuple[int, str]]:
    """Items that have the id of an earlier one and ask for something else: the line, and what is wrong."""
    for item in after.items:
        was = before.item(item.id)
        if was is not None and (words := _differs(was, item)):
            yield item.line, f"Item {item.id} {words} in {before.definition}, which people have answered"


def _differs(was: Item, item: Item) -> str:
    if was.type != item.type:
        return f"was {was.type.replace('_', ' ')}, not {item.type.replace('_', ' ')},"
    if _ends(was.scale) != _ends(item.scale):
        return f"had the scale {_told(was.scale)}, not {_told(item.scale)},"
    if was.importance != item.importance:
        return f"told the importance of {was.importance or 'nothing'}, not {item.importance or 'nothing'},"
    return ""


def _ends(scale: ItemScale | None) -> tuple[int, int, bool] | None:
    return None if scale is None else (scale.low, scale.high, scale.higher_is_better)


def _told(scale: ItemScale | None) -> str:
    if scale is None:
        return "of no numbers"
    return f"{scale.low} to {scale.high}{'' if scale.higher_is_better else ', lower is better'}"
