"""The reports as people meet them: in a browser of any width and theme, and in an office program."""

import shutil
import subprocess

import pypdfium2
import pytest
import report_factory
from axe_playwright_python.sync_playwright import Axe

from rapport.reports import render
from tests.web.accessible import RULES


@pytest.fixture(scope="module")
def pages(tmp_path_factory, full):
    folder = tmp_path_factory.mktemp("looks")
    for audience in ("executive", "manager", "associate"):
        render(full, audience, "html", folder / f"{audience}.html")
        render(
            report_factory.audit(24, agents=4, teams=3), audience, "html", folder / f"small-{audience}.html"
        )
    return folder


@pytest.mark.browser
@pytest.mark.parametrize(
    ("audience", "width", "theme"),
    [
        ("executive", 390, "light"),
        ("executive", 1280, "dark"),
        ("manager", 1280, "light"),
        ("associate", 390, "dark"),
    ],
)
def test_page_is_accessible(browser, pages, audience, width, theme):
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    page.goto((pages / f"small-{audience}.html").as_uri())
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    found = Axe().run(page, options=RULES if theme == "light" else {**RULES, "runOnly": ["color-contrast"]})
    page.close()
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 768, 1280, 2560])
def test_page_fits_and_stays_offline(browser, pages, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked, refused = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: refused.append(message.text))
    page.goto((pages / "manager.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert len(asked) == 1 and refused == []
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "650"
    page.close()


@pytest.mark.browser
def test_a_number_leads_to_its_rows(browser, pages):
    page = browser.new_page()
    page.goto((pages / "manager.html").as_uri())
    page.click("#finding-gap-one_answer a[href='#rows-element-one_answer']")
    listing = page.locator("#rows-element-one_answer")
    assert listing.is_visible()
    listing.locator("a").first.click()
    row = page.locator("tr:target")
    assert row.is_visible() and row.locator("td").count() > 5
    page.close()


def test_an_office_program_draws_slides_and_workbook(tmp_path, full):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("no LibreOffice is installed to draw slides and workbook")
    for kind in ("pptx", "xlsx"):
        render(full, "executive", kind, tmp_path / f"{kind}.{kind}")
    command = [
        office,
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    files = [str(tmp_path / "pptx.pptx"), str(tmp_path / "xlsx.xlsx")]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), *files], check=True, capture_output=True, timeout=120
    )
    slides = pypdfium2.PdfDocument(tmp_path / "pptx.pdf")
    assert 6 <= len(slides) <= 8
    blue = (29, 95, 166)
    chart = slides[3].render(scale=0.5).to_pil().convert("RGB")
    assert any(
        sum(abs(a - b) for a, b in zip(colour, blue, strict=True)) < 30
        for _, colour in chart.getcolors(1 << 20)
    )
    assert len(pypdfium2.PdfDocument(tmp_path / "xlsx.pdf")) >= 3
