"""The report on paper: tagged PDF/UA, drawn by typst from data alone."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from rapport.reports.blocks import Report
from rapport.reports.palette import LIGHT
from rapport.reports.pdf.data import block


def draw(report: Report) -> bytes:
    """The whole document, as PDF/UA-1."""
    made = datetime.fromisoformat(report.made_at)
    data: dict[str, Any] = {
        "title": report.title,
        "company": report.company,
        "subtitle": report.subtitle,
        "language": report.language,
        "method": report.method,
        "made": report.made,
        "date": [made.year, made.month, made.day],
        "palette": LIGHT,
        "sections": [
            {"title": section.title, "blocks": [block(b) for b in section.blocks]}
            for section in report.sections
            if not section.behind
        ],
    }
    written = typst.compile(
        _template(),
        format="pdf",
        sys_inputs={"report": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=made.replace(microsecond=0),
    )
    return bytes(written)


@cache
def _template() -> bytes:
    return files("rapport.reports.pdf").joinpath("report.typ").read_bytes()
