"""Files of rows: CSV, TSV, XLSX, Parquet and JSON lines."""
