"""What an output cannot show is left out of it: ``needs-screen`` on a node, or on a container that an editor wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.abilities import lacking

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class LeaveOut(SphinxPostTransform):
    """The last of all, so that it meets what others have set."""

    default_priority = 950

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(nodes.Element)):
            if lacking(self.app.builder, node) and node.parent is not None:
                node.parent.remove(node)


def setup(app: Sphinx) -> None:
    app.add_post_transform(LeaveOut)
