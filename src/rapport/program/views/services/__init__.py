"""Everything that writes; each checks who acts."""

from rapport.program.views.services.filters import filter_remove, filter_save
from rapport.program.views.services.mini import (
    mini_create,
    mini_remove,
    mini_score,
    minis_erase,
    minis_expire,
)
from rapport.program.views.services.reports import report_keep, report_remove
from rapport.program.views.services.schedules import (
    deliveries_note,
    delivery_failed,
    delivery_sent,
    delivery_take,
    schedule_create,
    schedule_stop,
)
from rapport.program.views.services.shared import (
    view_of_token,
    view_opened,
    view_revoke,
    view_share,
    view_token,
)

__all__ = [
    "deliveries_note",
    "delivery_failed",
    "delivery_sent",
    "delivery_take",
    "filter_remove",
    "filter_save",
    "mini_create",
    "mini_remove",
    "mini_score",
    "minis_erase",
    "minis_expire",
    "report_keep",
    "report_remove",
    "schedule_create",
    "schedule_stop",
    "view_of_token",
    "view_opened",
    "view_revoke",
    "view_share",
    "view_token",
]
