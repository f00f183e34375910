"""Topic models: topics that run through paragraphs, where they occur, how stable they are.

The public verbs are in ``_topics``, ``_topic_paragraphs``, ``_topic_groups`` and
``_topic_quality``. ``factorization`` fits the models, ``topic_labels`` names the topics
and ``topic_shares`` adds up their weights.
"""

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
