"""Planning audits: what a design will reach and cost, who may score, how far everything is."""
