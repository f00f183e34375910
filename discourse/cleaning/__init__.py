"""What in a document is not its text: page furniture and scrape debris, proposed and never removed."""

from discourse.cleaning._debris import debris

__all__ = ["debris"]
