"""Run the notebooks, keep the figures they draw, and verify that both can be made again.

A *study* is a folder with ``notebooks/`` and, once they have run, ``figures/``. Each notebook runs in a fresh kernel
whose working folder is ``notebooks/`` itself, as in Jupyter: it reads ``../seeds``. It saves a figure with
``discourse.save(chart, name, table=..., caption=...)``; where that goes is told to it by the environment variable
``DISCOURSE_FIGURES``. A figure is ``NAME.pdf``, ``.png``, ``.svg``, its data ``NAME.csv`` and ``NAME.caption.txt``;
a table alone is ``NAME.csv``.

``figures/manifest.json`` says which notebook made a figure, the SHA-256 of every file, and for each notebook what it
was made from and with: its inputs, the versions of the packages that compute and draw, the platform. No dates, no
paths: run twice, nothing changes.
"""

from discourse.reproducibility._rebuild import Outcome, rebuild, verify
from discourse.reproducibility.manifest import versions

__all__ = ["Outcome", "rebuild", "verify", "versions"]
