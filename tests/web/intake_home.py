"""Makes a home in which people were asked; prints the key and the address of each form.

Run as `python -m tests.web.intake_home FOLDER COUNT`.
"""

import json
import sys
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path


def make(root, count):
    from rapport.home import open_home
    from rapport.program.setup import connect
    from rapport.work.init import init_home
    from tests.asked_home import EASE, address, version

    if not (root / "format").exists():
        init_home(root, "Kettles & Co")
    connect(open_home(root))
    from rapport.program.surveys.models import Invitation

    of, now = version(EASE), datetime.now(UTC)
    times = {"created_at": now, "due_at": now, "expires_at": now + timedelta(days=3)}
    made = [
        Invitation(
            pk=uuid.uuid4(),
            key=f"k:{n}",
            version=of,
            customer_id=f"k-{n}",
            channel="link",
            state="sent",
            **times,
        )
        for n in range(count)
    ]
    Invitation.objects.bulk_create(made, batch_size=1000)
    return [(one.pk.hex, f"/s/{address(one)}") for one in made]


if __name__ == "__main__":
    print(json.dumps(make(Path(sys.argv[1]), int(sys.argv[2]))))
