"""What texts are about: the terms that set them apart, and the topics that run through their paragraphs.

Rooms of this folder: ``telling`` (distinctive terms), ``modelling`` (topics fitted), ``naming`` (labels from phrases),
``tabling`` (topics as tables), ``quality`` (how many topics, and whether they hold).
"""

from discourse.themes.quality import topic_quality
from discourse.themes.tabling import Topics, topic_groups, topic_paragraphs, topics
from discourse.themes.telling import distinctive

__all__ = [
    "Topics",
    "distinctive",
    "topic_groups",
    "topic_paragraphs",
    "topic_quality",
    "topics",
]
