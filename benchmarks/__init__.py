"""Measurements that the project quotes: each is one command, and each has a smoke mode for the tests."""
