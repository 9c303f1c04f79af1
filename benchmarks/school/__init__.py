"""Schools of several sizes, made by a seeded generator, solved as their users would solve them."""
