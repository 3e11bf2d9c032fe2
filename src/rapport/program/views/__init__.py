"""Views people keep: saved filters, shared links, schedules of reports."""
