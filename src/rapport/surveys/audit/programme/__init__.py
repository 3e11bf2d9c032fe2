"""The audit of what stands around a survey: who is asked, when, by whom, and what comes of it."""
