"""Texts for the tests of terms and weights: scripts, marks, nothing at all."""

TEXTS = {
    "a": "One belt, one road. One belt and one “road”!\n\nA shared future; community. fate",
    "b": "一带一路 and the Belt and Road",
    "empty": "",
    "c": "one—two one-two one's café cafe\u0301",
    "marks": "... !!!",
}
