"""Pages as MyST's own tokenizer reads them: the directives and roles of our prose, each with its line.  No Sphinx."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.directives import is_option_line
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.options import TokenizeError, options_to_items

COLONS = ("colon_fence",)
FENCES = ("fence", "colon_fence")
# What stands in these is not prose of ours.
NOT_PROSE = frozenset("code code-block literalinclude math raw eval-rst toctree bibliography reading-text".split())
BREAKS = ("softbreak", "hardbreak")


@dataclass(frozen=True, slots=True)
class Role:
    """One role in prose: ``{at}`4.7` `` has the name ``at`` and the text ``4.7``."""

    name: str
    text: str
    line: int

    @property
    def link(self) -> tuple[str, str]:
        """Words and target of ``the treaty <rapallo>``; what has no target of its own is both."""
        words, _, rest = self.text.partition(" <")
        return words, rest.removesuffix(">") or words

    @property
    def words(self) -> str:
        """What a reader would count among our words: of references and citations, nothing."""
        match self.name:
            case "gloss":
                return self.link[0]
            case "lang":
                return self.text.partition(" ")[2]
            case "at" | "event":
                return ""
        return "" if self.name.startswith("cite") else self.text


@dataclass(frozen=True, slots=True)
class Prose:
    """What stands in a page or a directive: its title (a page's), words, kinds of block, roles and directives.

    `line` is where its first block stands.
    """

    line: int = 1
    title: str = ""
    words: str = ""
    blocks: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    directives: tuple[Directive, ...] = ()

    @property
    def every_directive(self) -> Iterator[Directive]:
        """The directives, each before those within it."""
        for directive in self.directives:
            yield directive
            yield from directive.prose.every_directive

    @property
    def every_role(self) -> Iterator[Role]:
        """The roles, those of directives within included."""
        yield from self.roles
        for directive in self.directives:
            yield from directive.prose.every_role

    @property
    def every_word(self) -> str:
        """The words, those of directives within included."""
        return " ".join([self.words, *(directive.prose.every_word for directive in self.directives)])


@dataclass(frozen=True, slots=True)
class Directive:
    """One directive of a page: what was written after its name, its options, and the prose of its content."""

    name: str
    argument: str
    options: Mapping[str, str]
    line: int
    prose: Prose
    body: str = ""
    nested: bool = False  # in a list, a quotation, a note or another directive


@dataclass(slots=True)
class _Found:
    """What has been read so far."""

    line: int = 0
    title: str = ""
    words: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)


@lru_cache
def _tokenizer(extensions: frozenset[str]) -> MarkdownIt:
    return create_md_parser(MdParserConfig(enable_extensions=set(extensions)), RendererHTML)


def read_prose(
    text: str, extensions: Iterable[str] = ("colon_fence",), line: int = 1, *, nested: bool = False
) -> Prose:
    """Read Markdown whose first line is `line` of its file, with these extensions of MyST's syntax."""
    tokenizer, found, opened = _tokenizer(frozenset(extensions)), _Found(), ""
    for token in tokenizer.parse(text, {}):
        begins = line + (token.map[0] if token.map else 0)
        if token.level == 0 and token.nesting >= 0:
            found.blocks.append(token.type)
            found.line = found.line or begins
        if token.type in FENCES and token.info.startswith("{"):
            found.directives.append(_directive(token, extensions, begins, nested=nested or token.level > 0))
        elif token.type == "inline":
            _read_inline(token, found, begins, is_title=opened == "heading_open")
        opened = token.type
    return Prose(
        found.line or line,
        found.title,
        " ".join(found.words),
        tuple(found.blocks),
        tuple(found.roles),
        tuple(found.directives),
    )


def _read_inline(token: Token, found: _Found, line: int, *, is_title: bool) -> None:
    words = ""
    for child in token.children or ():
        if child.type == "myst_role":
            role = Role(child.meta["name"], child.content, line)
            found.roles.append(role)
            words += role.words
        elif child.type in BREAKS:
            words, line = f"{words} ", line + 1
        else:
            words += child.content
    if not is_title:
        found.words.append(words)
    elif not found.title:
        found.title = words


def _directive(token: Token, extensions: Iterable[str], line: int, *, nested: bool) -> Directive:
    name, _, argument = token.info[1:].partition("}")
    written, body, offset = _parted(token.content)
    prose = Prose() if name in NOT_PROSE else read_prose(body, extensions, line + 1 + offset, nested=True)
    return Directive(name, argument.strip(), _options(written), line, prose, body, nested)


def _parted(content: str) -> tuple[str, str, int]:
    """The options of a directive, its body, and how many lines stand before this: as MyST parts them."""
    lines = content.split("\n")
    count = 0
    if lines[0].strip() == "---":
        count = next((i for i, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), len(lines) - 1)
        return "\n".join(lines[1:count]), "\n".join(lines[count + 1 :]), count + 1
    while count < len(lines) and is_option_line(lines[count]):
        count += 1
    return "\n".join(line.lstrip()[1:] for line in lines[:count]), "\n".join(lines[count:]), count


def _options(written: str) -> Mapping[str, str]:
    """The options by name; MyST reports those that it cannot read, with their line."""
    try:
        return dict(options_to_items(written)[0])
    except TokenizeError:
        return {}
