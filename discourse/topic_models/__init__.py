"""Topic models: the topics that run through paragraphs, where they occur, whether they hold."""

from discourse.topic_models._topic_groups import topic_groups
from discourse.topic_models._topic_paragraphs import topic_paragraphs
from discourse.topic_models._topic_quality import topic_quality
from discourse.topic_models._topics import Topics, topics

__all__ = [
    "Topics",
    "topic_groups",
    "topic_paragraphs",
    "topic_quality",
    "topics",
]
