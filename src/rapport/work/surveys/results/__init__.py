"""Results of surveys: numbers with intervals, who answered, what stands behind them."""
