"""When somebody may be mailed, by the clock on their wall."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from rapport.program.notices.plain import AT_ONCE, DIGEST, Wish


def due(wish: Wish, zone: ZoneInfo, digest_sent_at: datetime | None, now: datetime) -> bool:
    """Whether a mail may go out now: at once outside the quiet hours, or the day's digest once."""
    local = now.astimezone(zone)
    if is_quiet(wish, local):
        return False
    if wish.mail == AT_ONCE:
        return True
    if wish.mail != DIGEST:
        return False
    return digest_sent_at is None or digest_sent_at < _latest(wish.digest_at, zone, now)


def is_quiet(wish: Wish, local: datetime) -> bool:
    """Whether nothing is to be mailed at this moment."""
    if local.weekday() in wish.quiet_days:
        return True
    begin, end = wish.quiet_from, wish.quiet_until
    if begin is None or end is None or begin == end:
        return False
    clock = local.time().replace(tzinfo=None)
    return begin <= clock < end if begin < end else clock >= begin or clock < end


def _latest(at: time, zone: ZoneInfo, now: datetime) -> datetime:
    """The last time by now that the clock showed it."""
    local = now.astimezone(zone)
    today = datetime.combine(local.date(), at, zone)
    return today if today <= now else datetime.combine(local.date() - timedelta(days=1), at, zone)
