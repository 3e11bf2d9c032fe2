"""The versions of criteria there are, and what became of them."""

from __future__ import annotations

from django.db.models import Count, Q

from rapport.program.audits.criteria_plain import VersionLine, VersionView
from rapport.program.audits.errors import AuditError
from rapport.program.audits.models import CriteriaVersion, Sample
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission

STANDING = Count("evaluations", filter=Q(evaluations__retracted_at__isnull=True))
CAN_BE_SCORED = Q(withdrawn_at__isnull=True) & (
    Q(published_at__isnull=False) | Q(first_used_at__isnull=False)
)


def versions_list(actor: Actor) -> list[VersionLine]:
    """Every version, by id, the newest first. Raises NotAllowedError."""
    actor.require(Permission.CRITERIA_READ)
    rows = list(CriteriaVersion.objects.defer("text").annotate(standing=STANDING))
    drawn = _samples([row.pk for row in rows])
    rows.sort(key=_number, reverse=True)
    rows.sort(key=lambda row: str(row.criteria_id))
    return [_line(row, drawn) for row in rows]


def version_view(actor: Actor, definition: str) -> VersionView | None:
    """One version with its text, None when there is none. Raises NotAllowedError."""
    actor.require(Permission.CRITERIA_READ)
    criteria_id, _, number = definition.rpartition("@")
    rows = CriteriaVersion.objects.filter(criteria_id=criteria_id, version=number)
    row = rows.annotate(standing=STANDING).first()
    return None if row is None else VersionView(_line(row, _samples([row.pk])), row.text)


def criteria_offered(actor: Actor, name: str) -> str:
    """`id@version` to score by, for `id@version` or for `id`, of which the newest version is meant.

    Raises AuditError for versions that are withdrawn or not published.
    """
    actor.require(Permission.CRITERIA_READ)
    criteria_id, at, number = name.rpartition("@") if "@" in name else (name, "", "")
    found = CriteriaVersion.objects.filter(CAN_BE_SCORED, criteria_id=criteria_id).defer("text")
    if at:
        found = found.filter(version=number)
    newest = max(found, key=_number, default=None)
    if newest is None:
        known = ", ".join(map(str, CriteriaVersion.objects.filter(CAN_BE_SCORED).defer("text"))) or "none yet"
        raise AuditError(f"No criteria {name!r} can be scored by", None, f"Published: {known}.")
    return str(newest)


def newest_version(actor: Actor, criteria_id: str) -> int:
    """The highest number of these criteria, 0 before the first."""
    actor.require(Permission.CRITERIA_READ)
    return max(map(_number, CriteriaVersion.objects.filter(criteria_id=criteria_id).defer("text")), default=0)


def _samples(versions: list[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for version, slug in (
        Sample.objects.filter(criteria_id__in=versions).order_by("slug").values_list("criteria_id", "slug")
    ):
        found[version] = (*found.get(version, ()), slug)
    return found


def _line(row: CriteriaVersion, drawn: dict[int, tuple[str, ...]]) -> VersionLine:
    used = row.published_at is not None or row.first_used_at is not None
    return VersionLine(
        definition=str(row),
        criteria_id=row.criteria_id,
        version=row.version,
        state="withdrawn" if row.withdrawn_at else "published" if used else "unused",
        created_at=row.created_at,
        published_at=row.published_at,
        published_by=row.published_by,
        first_used_at=row.first_used_at,
        withdrawn_at=row.withdrawn_at,
        withdrawn_by=row.withdrawn_by,
        withdrawn_because=row.withdrawn_because,
        evaluations=row.standing,
        samples=drawn.get(row.pk, ()),
    )


def _number(version: CriteriaVersion) -> int:
    return int(version.version)
