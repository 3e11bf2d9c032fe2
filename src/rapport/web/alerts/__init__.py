"""Pages of alerts: rules, what they would have done, what they fired for, praise."""
