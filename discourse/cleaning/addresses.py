"""Web and e-mail addresses in the running text."""

from __future__ import annotations

from discourse.cleaning.text_blocks import Page, Proposal
from discourse.text import find_addresses

__all__ = ["propose_addresses"]


def propose_addresses(page: Page) -> list[Proposal]:
    """Return proposals of the addresses in the text of a page.

    The bare name of a site ("China.org.cn") is not proposed, because it may name the
    author or the source of a text.
    """
    proposals = []
    for start, end in find_addresses(page.raw):
        address = page.raw[start:end]
        is_site_name = not any(sign in address for sign in "/@")
        if is_site_name and not address.lower().startswith("www."):
            continue
        kind = "an e-mail" if "@" in address and "/" not in address else "a web"
        reason = f"{kind} address, which is no wording of the text"
        proposals.append(Proposal(start, end, "address", reason))
    return proposals
