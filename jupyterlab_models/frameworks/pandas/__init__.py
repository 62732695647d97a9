"""pandas: frames, series and indexes."""
