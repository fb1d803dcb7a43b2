"""The edition of another text, made in a folder of its own, and brought later to a newer version of this code.

What such a folder holds is of three kinds: `seeds` are written once and are the editor's from then on; `files` say of
the text what its witness says; the code is copied as it is, so that whoever has the folder has all that it needs.
"""
