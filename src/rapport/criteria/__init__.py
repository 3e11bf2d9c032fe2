"""The criteria file: parse, validate, score an evaluation."""
