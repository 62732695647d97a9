"""Long work of all features: records that survive restarts, progress, cancel, stalls."""
