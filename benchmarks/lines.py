"""How a figure is printed beside its budget."""

from __future__ import annotations

HEAD = f"{'what':58} {'budget':>8} {'figure':>9} {'ratio':>6}  beside it"


def line(what: str, budget: float, figure: float, beside: str = "", *, least: bool = False) -> str:
    """Budget, figure and their ratio; a budget is the most that is allowed, or with `least` the least."""
    ratio = f"{figure / budget:6.2f}" if budget else "     –"
    kept = figure >= budget if least else figure <= budget
    shown = f"{figure:9.2f}".rstrip("0").rstrip(".")
    return f"{what:58} {budget:>8g} {shown:>9} {ratio}  {beside}{'' if kept else '   OVER BUDGET'}"
