"""Long work done beside the pages: its kinds, what comes round by itself, and the worker."""
