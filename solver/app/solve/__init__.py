"""The page on which a solve is asked for and watched: time, order of aims, pins, progress, history."""
