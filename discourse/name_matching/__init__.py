"""Values of the metadata that may be names of one group, proposed as one.

- ``_near_names``: the verb :func:`near_names`;
- ``compared_names``: a value, with all that it is compared by;
- ``name_clusters``: which values are one, and which of them is proposed;
- ``spelling_differences``: words that differ by a slip of spelling.

A rule is one entry of :data:`discourse.registries.NAME_RULES`.
"""

from discourse.name_matching._near_names import near_names

__all__ = ["near_names"]
