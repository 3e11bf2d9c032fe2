"""What people said in answers: NPS, CSAT, CES, PSAT."""
