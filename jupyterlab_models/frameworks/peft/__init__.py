"""PEFT: adapters together with the model that they adapt, as native folders."""
