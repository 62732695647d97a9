"""How fast it is, and how others do: each program prints its figures beside their goals."""
