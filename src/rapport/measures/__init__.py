"""Numbers in, an Estimate out. Pure.

Each room lists its public names; they are all offered here.
"""

from rapport.measures import drivers, feedback, goals, inference, journeys, loyalty, quality, sampling, text
from rapport.measures.drivers import *  # noqa: F403
from rapport.measures.estimate import Estimate
from rapport.measures.feedback import *  # noqa: F403
from rapport.measures.goals import *  # noqa: F403
from rapport.measures.inference import *  # noqa: F403
from rapport.measures.journeys import *  # noqa: F403
from rapport.measures.loyalty import *  # noqa: F403
from rapport.measures.quality import *  # noqa: F403
from rapport.measures.sampling import *  # noqa: F403
from rapport.measures.text import *  # noqa: F403

__all__ = ["Estimate"]
__all__ += feedback.__all__
__all__ += inference.__all__
__all__ += sampling.__all__
__all__ += quality.__all__
__all__ += drivers.__all__
__all__ += goals.__all__
__all__ += loyalty.__all__
__all__ += journeys.__all__
__all__ += text.__all__
