"""The app in a real browser: started as its user starts it, driven, looked at, measured."""
