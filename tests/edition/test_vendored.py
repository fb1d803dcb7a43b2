"""What is vendored is what its head says: made from the package that is pinned, by the tool that is pinned."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess

import pytest

from tests.tools import NPM, ROOT, node_modules

VENDORED = ROOT / "edition" / "outputs" / "web" / "static" / "minisearch.js"
HEAD = re.compile(
    r"/\* MiniSearch (?P<minisearch>\S+), .*\n"
    r" +dist/umd/index\.js of the npm package, sha256 (?P<seal>[0-9a-f]{64}),\n"
    r" +made smaller by: npx esbuild@(?P<esbuild>\S+) --minify index\.js \*/\n"
)


def test_minisearch_is_made_from_its_package_as_its_head_says() -> None:
    try:
        packages = node_modules("judges")
    except SystemExit as error:
        pytest.fail(f"{error}\nThis test makes {VENDORED.name} anew and needs npm and its registry once.")
    head = HEAD.match(VENDORED.read_text("utf-8"))
    assert head is not None, "the first three lines of minisearch.js say from what and how it was made"
    pinned = json.loads((NPM["judges"] / "package.json").read_text("utf-8"))["dependencies"]
    assert (pinned["minisearch"], pinned["esbuild"]) == (head["minisearch"], head["esbuild"])
    source = packages / "minisearch" / "dist" / "umd" / "index.js"
    assert hashlib.sha256(source.read_bytes()).hexdigest() == head["seal"]
    command = ["node", str(packages / "esbuild" / "bin" / "esbuild"), "--minify", str(source)]
    made = subprocess.run(command, capture_output=True, check=True).stdout
    assert head[0].encode() + made == VENDORED.read_bytes(), (
        "minisearch.js is not what its package gives. Make it anew as its first lines say, and keep these lines true."
    )
