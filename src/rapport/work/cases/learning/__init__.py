"""What is learnt from cases: how long they take, why they arise, what closes them well."""
