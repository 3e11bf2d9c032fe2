"""The report as a workbook with every row."""
