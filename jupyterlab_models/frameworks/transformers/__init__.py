"""transformers: models, tokenizers, processors and pipelines in their native folders."""
