"""Pages as MyST's own tokenizer reads them: the directives and roles of our prose, each with its line.  No Sphinx."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from edition.editorial.flaws import BREAKS, FENCES, Flaw, closed, directive_of, flaws_in
from edition.editorial.options import parted, read_options

# What stands in these is not prose of ours.
NOT_PROSE = frozenset("code code-block literalinclude math raw eval-rst toctree bibliography reading-text".split())


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
class Lead:
    """A link or a picture: where it leads, or which file is shown, and a picture's words for who does not see it."""

    target: str
    line: int
    picture: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, of rank 1 for the title of a page."""

    rank: int
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Prose:
    """What stands in a page or a directive: words, kinds of block, roles, directives, links, headings, flaws.

    `line` is where its first block stands; `targets` are the names that an editor gave to places.
    """

    line: int = 1
    words: str = ""
    blocks: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    directives: tuple[Directive, ...] = ()
    leads: tuple[Lead, ...] = ()
    headings: tuple[Heading, ...] = ()
    targets: tuple[str, ...] = ()
    flaws: tuple[Flaw, ...] = ()

    @property
    def title(self) -> str:
        """The words of the first heading."""
        return next((heading.words for heading in self.headings), "")

    @property
    def everything(self) -> Iterator[Prose]:
        """This, and the prose of every directive."""
        yield self
        for directive in self.directives:
            yield from directive.prose.everything

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
    begins: int = 1  # the first line of its body
    fence: str = ":::"
    closed: bool = True


@dataclass(slots=True)
class _Found:
    """What has been read so far."""

    line: int = 0
    words: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)


@lru_cache
def _tokenizer(extensions: frozenset[str]) -> MarkdownIt:
    tokenizer = create_md_parser(MdParserConfig(enable_extensions=set(extensions)), RendererHTML)
    return tokenizer.disable("text_join")  # what stands after a backslash stays known from the rest


def read_prose(
    text: str, extensions: Iterable[str] = ("colon_fence",), line: int = 1, *, nested: bool = False
) -> Prose:
    """Read Markdown whose first line is `line` of its file, with these extensions of MyST's syntax."""
    found, opened, defined = _Found(), "", dict[str, Any]()
    tokens = _tokenizer(frozenset(extensions)).parse(text, defined)
    found.flaws += flaws_in(tokens, defined, text, line)
    for token in tokens:
        begins = line + (token.map[0] if token.map else 0)
        if token.level == 0 and token.nesting >= 0:
            found.blocks.append(token.type)
            found.line = found.line or begins
        if token.type in FENCES and directive_of(token):
            found.directives.append(_directive(token, extensions, begins, nested=nested or token.level > 0))
        elif token.type == "myst_target":
            found.targets.append(token.content)
        elif token.type == "inline":
            words = _read_inline(token, found, begins)
            if opened:
                found.headings.append(Heading(int(opened[1]), words.strip(), begins))
            else:
                found.words.append(words)
        opened = token.tag if token.type == "heading_open" and token.level == 0 else ""
    return Prose(
        found.line or line,
        " ".join(found.words),
        tuple(found.blocks),
        tuple(found.roles),
        tuple(found.directives),
        tuple(found.leads),
        tuple(found.headings),
        tuple(found.targets),
        tuple(found.flaws),
    )


def is_plain(words: str) -> bool:
    """Whether words are without markup."""
    defined: dict[str, Any] = {}
    tokens = _tokenizer(frozenset()).parse(words, defined)
    blocks = [token.type for token in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"])
    marks = {child.type for token in tokens for child in token.children or ()} <= {"text", "softbreak"}
    return blocks and marks and not any(flaws_in(tokens, defined, words, 1))


def _read_inline(token: Token, found: _Found, line: int) -> str:
    """Note the roles, links and pictures of a block; return its words."""
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
        if child.type == "link_open":
            found.leads.append(Lead(str(child.attrs["href"]), line))
        elif child.type == "image":
            found.leads.append(Lead(str(child.attrs["src"]), line, picture=True, words=child.content))
    return words


def _directive(token: Token, extensions: Iterable[str], line: int, *, nested: bool) -> Directive:
    name, argument = directive_of(token) or ("", "")
    written, body, offset = parted(token.content)
    prose = Prose() if name in NOT_PROSE else read_prose(body, extensions, line + 1 + offset, nested=True)
    options = read_options(written)
    if options is None:
        sentence = f"The options of {{{name}}} cannot be read. Write each on a line of its own: “:name: words”."
        prose = replace(prose, flaws=(Flaw(line, sentence), *prose.flaws))
    return Directive(
        name, argument, options or {}, line, prose, body, nested, line + 1 + offset, token.markup, closed(token)
    )
