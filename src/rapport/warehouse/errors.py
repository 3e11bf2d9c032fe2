"""What can go wrong with a warehouse."""

from rapport.records.errors import InputError


class WarehouseError(InputError):
    """The warehouse's folder is damaged, newer than this version, or asked for what it does not hold."""


class WarehouseBusyError(WarehouseError):
    """Another process kept the writer's lock for longer than we waited."""


class SnapshotGoneError(WarehouseError):
    """A snapshot's files were cleaned up while it was read; open a new one."""
