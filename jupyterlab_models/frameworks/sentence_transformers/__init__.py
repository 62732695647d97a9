"""Sentence Transformers: models that embed sentences or compare them, in their native folders."""
