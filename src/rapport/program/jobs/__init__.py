"""Long work done beside the pages, and what is sent to others."""
