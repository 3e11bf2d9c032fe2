"""Use cases of cases that need what happened beside what people decided."""
