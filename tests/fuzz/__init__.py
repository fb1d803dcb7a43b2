"""Mistakes that nobody thought of: the small edition changed by chance, and what must then be so.

`mutant.py` changes it, by the kinds of change in `kinds/`; `trial.py` checks and builds what came of it; `verdict.py`
says what of that must never be; `readers.py` looks for lost words; `command.py` tries many, in processes of their own.
"""
