"""The reference values beside the project, as a fixture."""

import pytest
from reference_values import Reference, load


@pytest.fixture(scope="session")
def references(shared) -> dict[str, Reference]:
    """All reference values by the name of their entry."""
    return load(shared / "references")
