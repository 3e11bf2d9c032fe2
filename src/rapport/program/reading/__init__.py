"""What people say of a machine's labels, what rules stand for, and the bar a machine has to pass."""
