"""Run the notebooks, keep the figures they draw, and verify both later.

A *study* is a folder with ``notebooks/`` and, after they have run, ``figures/``. Each
notebook runs in a new kernel. Its working folder is ``notebooks/``, as in Jupyter, so
it reads ``../seeds``. It saves a figure by
``discourse.save(chart, name, table=..., caption=...)``. The environment variable
``DISCOURSE_FIGURES`` sets the folder in which the figure is saved. A figure is five
files: ``NAME.pdf``, ``NAME.png``, ``NAME.svg``, its data ``NAME.csv``, and
``NAME.caption.txt``. A table without a chart is ``NAME.csv`` alone.

``figures/manifest.json`` records which notebook made each figure, and the SHA-256 of
every file. For each notebook it also records the inputs, the platform, and the versions
of the packages that compute and draw. It has no dates and no paths, so a second run
changes nothing.

Modules of this folder: ``_rebuild`` (``rebuild`` and ``verify``), ``notebook_runs``
(run a notebook in a kernel), ``canonical_notebook`` (the form in which a notebook is
saved), ``manifest`` (read and write the record of a study), ``figure_comparison``
(compare what was made again with what was saved).
"""

from discourse.reproducibility._rebuild import Outcome, rebuild, verify
from discourse.reproducibility.manifest import package_versions

__all__ = ["Outcome", "package_versions", "rebuild", "verify"]
