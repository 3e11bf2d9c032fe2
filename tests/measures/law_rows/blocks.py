"""Items in blocks, for models of what stands behind them."""

import numpy as np

from law_rows.kind import Kind

BLOCKS = {"image": ["ads", "name"], "value": ["price", "worth"], "loyalty": ["again", "friends"]}
PATHS = [("image", "value"), ("image", "loyalty"), ("value", "loyalty")]


def items_in_blocks(rng, n, measure):
    image = rng.normal(size=n)
    value = 0.6 * image + 0.8 * rng.normal(size=n)
    loyalty = 0.3 * image + 0.5 * value + 0.7 * rng.normal(size=n)
    columns = {}
    for construct, items in zip((image, value, loyalty), BLOCKS.values(), strict=True):
        for item in items:
            columns[item] = np.clip(np.round(7 + 2 * construct + rng.normal(size=n)), 1, 10)
    columns["ads"][:3] = np.nan
    return columns


def with_blocks(function, columns, more):
    return function(columns, BLOCKS, PATHS, **more)


KINDS = {"blocks of items": Kind(items_in_blocks, with_blocks)}
