"""What a school would pick instead, measured on the same instances by the same evaluator."""
