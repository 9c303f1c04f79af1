"""One page, one file: ``show(desk)`` reads what is chosen, asks office or service, and draws."""
