"""What is installed for these tests begins to serve by nobody's wish but theirs."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.tools import nothing_begun


def test_a_package_that_asks_is_told_to_begin_nothing(tmp_path: Path) -> None:
    policy = tmp_path / "policy-rc.d"
    with nothing_begun(policy):
        assert subprocess.run([policy, "nginx", "start"], check=False).returncode == 101  # Debian's word for no
    assert not policy.exists()


def test_a_policy_of_the_machine_stays(tmp_path: Path) -> None:
    policy = tmp_path / "policy-rc.d"
    policy.write_text("theirs", "utf-8")
    with nothing_begun(policy):
        assert policy.read_text("utf-8") == "theirs"
    assert policy.read_text("utf-8") == "theirs"
