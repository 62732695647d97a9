"""Lists, searches and look-ups among 100,000 models, beside MLflow's tracking server."""
