"""One audit for all report tests: drawing is what they test, not the audit."""

import pytest
import report_factory


@pytest.fixture(scope="session")
def full():
    return report_factory.audit()
