"""Writes round after round into a warehouse and says which rounds are done, until it is killed.

Round r adds NEW interactions and as many measurements of that round, and changes STEADY ones of each
to say r: a reader that sees one without the other has seen half a write.
"""

import os
import signal
import sys
from dataclasses import replace

from warehouse_records import interaction, measurement

from rapport.warehouse import Warehouse, deltalog, edit, manifest, warehouse

NEW, STEADY = 15, 10
POINTS = (
    "a part is written",
    "a table is committed",
    "the manifest is due",
    "a version is written",
    "it is done",
)


def rows(number):
    new = [interaction(i, interaction_id=f"i{number}-{i}", team=str(number)) for i in range(NEW)]
    steady = [interaction(i, interaction_id=f"isteady-{i}", team=str(number)) for i in range(STEADY)]
    scores = [replace(measurement(f"{number}-{i}"), sample=str(number)) for i in range(NEW)]
    changed = [replace(measurement(f"steady-{i}"), sample=str(number)) for i in range(STEADY)]
    return [*new, *steady], [*scores, *changed]


def write(root, number):
    interactions, measurements = rows(number)
    with Warehouse(root).write() as writer:
        writer.upsert("interactions", interactions)
        writer.upsert("measurements", measurements)


def die(*_args, **_kwargs):
    os.kill(os.getpid(), signal.SIGKILL)


def after(function):
    def both(*args, **kwargs):
        function(*args, **kwargs)
        die()

    return both


def die_when(point):
    """Lets this process die by SIGKILL at a named point of its next write."""
    if point == POINTS[0]:
        edit.write_part = after(edit.write_part)
    elif point == POINTS[1]:
        deltalog.commit = after(deltalog.commit)
    elif point == POINTS[2]:
        warehouse.write_manifest = die
    elif point == POINTS[3]:
        manifest.write_whole = after(manifest.write_whole)
    elif point == POINTS[4]:
        warehouse.write_manifest = after(warehouse.write_manifest)


def main(root, start, point=None):
    number = int(start)
    if point is None:
        while True:
            write(root, number)
            print(number, flush=True)
            number += 1
    die_when(point)
    write(root, number)


if __name__ == "__main__":
    main(*sys.argv[1:])
