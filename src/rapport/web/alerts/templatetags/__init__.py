"""How these pages show what rules would have done."""
