"""What the demo needs beside the ordinary verbs: evaluators who score, and the truth to compare with."""
