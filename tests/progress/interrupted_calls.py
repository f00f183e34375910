"""Interrupt verbs as Ctrl-C does, and say how long they took to stop.

A script, run by test_interrupts.py in a process of its own, since an interrupt that
comes late would end the tests: ``python interrupted_calls.py WORDS VERB...``. It writes
one line of JSON for each verb.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

import discourse as dc

WORDS_OF_TEXT = 2000
WORDS_OF_SENTENCE = 20
TYPES = 20_000


def draw_texts(word_count: int) -> dict[str, str]:
    """Texts of words drawn with a seed, of which a few are frequent."""
    random = np.random.default_rng(7)
    texts = {}
    for number in range(max(6, word_count // WORDS_OF_TEXT)):
        ranks = random.zipf(1.2, WORDS_OF_TEXT) % TYPES
        words = [f"w{rank:x}" for rank in ranks.tolist()]
        sentences = []
        for start in range(0, WORDS_OF_TEXT, WORDS_OF_SENTENCE):
            sentence = " ".join(words[start : start + WORDS_OF_SENTENCE])
            sentences.append(f"{sentence.capitalize()}.\n\n")
        texts[f"text{number:05}"] = "".join(sentences)
    return texts


def read_texts(texts: dict[str, str]) -> dc.Corpus:
    groups = ["one" if number % 3 else "two" for number in range(len(texts))]
    frame = pd.DataFrame({"id": list(texts), "text": list(texts.values())})
    return dc.read(frame.assign(group=groups))


def read_folder(texts: dict[str, str]) -> pd.DataFrame:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            (Path(folder) / f"{name}.txt").write_text(text, encoding="utf-8")
        return dc.read(folder).documents


Call = Callable[[dict[str, str], dc.Corpus], pd.DataFrame]
CALLS: dict[str, Call] = {
    "read": lambda texts, corpus: read_texts(texts).documents,
    "read_folder": lambda texts, corpus: read_folder(texts),
    "segment": lambda texts, corpus: corpus.segment("sentence").documents,
    "debris": lambda texts, corpus: dc.debris(corpus),
    "duplicates": lambda texts, corpus: dc.duplicates(corpus),
    "ngrams": lambda texts, corpus: dc.ngrams(corpus, n=(1, 5), min_count=20),
    "skip_grams": lambda texts, corpus: dc.ngrams(corpus, skip=2, n=2, min_count=50),
    "recurring": lambda texts, corpus: dc.recurring(corpus, min_documents=20),
    "mentions": lambda texts, corpus: dc.mentions(corpus, {"f": ["w1 w2", "w3 * w1"]}),
    "kwic": lambda texts, corpus: dc.kwic(corpus, "w7"),
    "collocates": lambda texts, corpus: dc.collocates(corpus, "w7"),
    "keyness": lambda texts, corpus: dc.keyness(corpus, by="group", target="one"),
    "diversity": lambda texts, corpus: dc.diversity(corpus, by="group"),
    "distinctive": lambda texts, corpus: dc.distinctive(corpus, by="group"),
    "similarity": lambda texts, corpus: dc.similarity(corpus, top=5),
    "shared_passages": lambda texts, corpus: dc.shared_passages(corpus, min_words=6),
    "topics": lambda texts, corpus: dc.topics(corpus, k=8).terms,
    "topics_lda": lambda texts, corpus: dc.topics(corpus, k=8, model="lda").terms,
}


class Interrupt:
    """Ctrl-C after some seconds, unless the call has ended by then."""

    def __init__(self, seconds: float) -> None:
        self.sent_at = 0.0
        self._is_late = False
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._send)
        self._timer.daemon = True
        self._timer.start()

    def _send(self) -> None:
        with self._lock:
            if not self._is_late:
                self.sent_at = time.process_time()
                os.kill(os.getpid(), signal.SIGINT)

    def call_off(self) -> None:
        with self._lock:
            self._is_late = True
        self._timer.cancel()
        self._timer.join()


def interrupt(call: Callable[[], object], seconds: float) -> float | None:
    """How long after the interrupt the call stopped; None if it ended before.

    Seconds of this process, since the machine may be busy with other things.
    """
    interrupt = Interrupt(seconds)
    try:
        call()
        interrupt.call_off()
    except KeyboardInterrupt:
        delay = time.process_time() - interrupt.sent_at
        interrupt.call_off()
        return delay
    return None


def try_verb(name: str, texts: dict[str, str]) -> dict[str, object]:
    call = CALLS[name]
    expected = call(texts, read_texts(texts))  # imports what it needs
    corpus = read_texts(texts)
    begin = time.monotonic()
    call(texts, corpus)
    seconds = time.monotonic() - begin
    threads = threading.active_count()
    corpus = read_texts(texts)
    delays = []
    for share in (0.15, 0.4, 0.65):
        delay = interrupt(lambda: call(texts, corpus), share * seconds)
        if delay is not None:
            delays.append(delay)
    pd.testing.assert_frame_equal(call(texts, corpus), expected)
    pd.testing.assert_frame_equal(call(texts, corpus), expected)
    return {
        "verb": name,
        "seconds": seconds,
        "delays": delays,
        "threads": threading.active_count() - threads,
    }


if __name__ == "__main__":
    # What runs in the background of a shell ignores Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    drawn_texts = draw_texts(int(sys.argv[1]))
    for verb in sys.argv[2:]:
        sys.stdout.write(json.dumps(try_verb(verb, drawn_texts)) + "\n")
        sys.stdout.flush()
