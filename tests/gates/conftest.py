"""Gates say a line each; a fault that the environment names is planted before any of them runs."""

from __future__ import annotations

from tests.gates.faults import plant

plant()
