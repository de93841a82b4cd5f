"""Send a module that only one other imports inside that one: a file less to ask for, and shorter once compressed.

What several components share stays a file of its own, so that it runs once on a page. So does what is loaded by its name
while a page lives: elements, workers, and what `import()` fetches. The parts stay published beside the whole, unasked for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from tree_sitter import Node

from ..sources.problems import Problem, ProblemsFound
from .joined_scripts import Edit, apply_edits, read_export
from .modules import NotUnderstood, list_imports, list_needs, parse_module, read_string, walk

_NAMES = ("identifier", "shorthand_property_identifier_pattern")
# Where a name is made, by the kind of place and the parts of it that may hold one.
_MAKING = {
    "variable_declarator": ("name",),
    "function_declaration": ("name",),
    "generator_function_declaration": ("name",),
    "class_declaration": ("name",),
    "arrow_function": ("parameter",),
    "catch_clause": ("parameter",),
    "for_in_statement": ("left",),
    "import_specifier": ("name",),
}
_FOLDERS = ("", "search")  # of modules; those of one do not go into those of another
_ELEMENT = re.compile(rb"\bcustomElements\.define\(")


def fold_assets(site_dir: Path, *sources: Path) -> None:
    """Put, below `site_dir`, what each module of our own takes in before it, as the first of `sources` that has them wrote them.

    Raises `ProblemsFound` when they cannot be one. Doing it twice changes nothing more.
    """
    for folder in _FOLDERS:
        _fold_folder(site_dir / "assets" / folder, *(source / folder for source in sources))


def _fold_folder(published: Path, *sources: Path) -> None:
    texts: dict[str, bytes] = {}
    for source in sources:
        texts = {path.name: path.read_bytes() for path in source.glob("*.mjs")} | texts
    try:
        folded = fold_modules(texts)
    except NotUnderstood as reason:
        raise ProblemsFound([Problem("docs/assets", 1, 1, "the modules", str(reason), "modules that can be sent as one")]) from None
    for name, text in folded.items():
        if (published / name).is_file():
            (published / name).write_text(text, encoding="utf-8")


def fold_modules(texts: Mapping[str, bytes]) -> dict[str, str]:
    """Return, by name, each module that takes others in, with those before its own text.

    In: the modules of one folder by file name; none may depend on itself by way of others. Raises `NotUnderstood` when two
    modules that would become one give the same name to different things, or import under another name.
    """
    groups = defaultdict(list)
    for name, owner in _find_owners(texts).items():
        groups[owner].append(name)
    return {owner: _fold(owner, names, texts) for owner, names in sorted(groups.items()) if len(names) > 1}


def _find_owners(texts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the module in which each is sent: itself, or the one whose parts alone import it."""
    imports = {name: list_imports(text, name) & texts.keys() for name, text in texts.items()}
    by_name = {need for name, text in texts.items() for need in list_needs(text, name) - imports[name]}
    importers = defaultdict(set)
    for name, wanted in imports.items():
        for each in wanted:
            importers[each].add(name)

    @cache
    def owner_of(name: str) -> str:
        owners = {owner_of(importer) for importer in importers[name]}
        alone = name in by_name or _ELEMENT.search(texts[name]) or len(owners) != 1
        return name if alone else owners.pop()

    return {name: owner_of(name) for name in texts}


def _fold(owner: str, names: Iterable[str], texts: Mapping[str, bytes]) -> str:
    order = TopologicalSorter({name: sorted(list_imports(texts[name], name) & set(names)) for name in sorted(names)}).static_order()
    wanted: dict[str, dict[str, None]] = defaultdict(dict)
    roots = {name: parse_module(texts[name], name) for name in order}
    bodies = []
    for name, root in roots.items():
        for source, specifiers in _list_imported(root, name):
            if source not in names:
                wanted[source].update(dict.fromkeys(specifiers))
        bodies.append(apply_edits(texts[name], list(_edit(root, name, name == owner))))
    _refuse_clashes(owner, roots)
    heads = [f'import {{ {", ".join(specifiers)} }} from "./{source}";' for source, specifiers in wanted.items()]
    return "\n".join((*heads, *bodies))


def _refuse_clashes(owner: str, roots: Mapping[str, Node]) -> None:
    declared = {name: set(_list_top_level(root)) for name, root in roots.items()}
    for name, root in roots.items():
        others = set().union(*(made for other, made in declared.items() if other != name))
        if clashes := sorted(others & (declared[name] | _list_free(root))):
            raise NotUnderstood(f"{name} is sent inside {owner}, where {clashes[0]} means something else: rename one of them.")


def _list_imported(root: Node, name: str) -> Iterator[tuple[str, list[str]]]:
    """Each file that a module imports from its own folder, and what."""
    for node in root.named_children:
        if node.type != "import_statement":
            continue
        clause = next((child for child in node.named_children if child.type == "import_clause"), None)
        source = node.child_by_field_name("source")
        named = clause.named_children[0] if clause else None
        if (
            source is None
            or named is None
            or named.type != "named_imports"
            or any(each.child_by_field_name("alias") for each in named.named_children)
        ):
            raise NotUnderstood(f"{name}:{node.start_point[0] + 1}: only parts under their own names can be imported here.")
        yield read_string(source).removeprefix("./"), [_text(each) for each in named.named_children]


def _list_top_level(root: Node) -> Iterator[str]:
    """What a module declares at its top level, where it would meet what another one declares."""
    for node in root.named_children:
        declaration = node.child_by_field_name("declaration") if node.type == "export_statement" else node
        if declaration is not None and declaration.type.endswith("_declaration"):
            yield from _list_bound(declaration)


def _list_bound(declaration: Node) -> Iterator[str]:
    named = declaration.child_by_field_name("name")
    for target in [named] if named else [each.child_by_field_name("name") for each in declaration.named_children]:
        yield from (_text(node) for node in walk(target) if node.type in _NAMES) if target else ()


def _list_free(root: Node) -> set[str]:
    """The names that a module uses and nowhere makes: those of the browser."""
    made = {_text(node) for each in walk(root) for node in _list_targets(each)}
    return {_text(node) for node in walk(root) if node.type == "identifier"} - made


def _list_targets(node: Node) -> Iterator[Node]:
    fields = [node.child_by_field_name(field) for field in _MAKING.get(node.type, ())]
    for target in (node if node.type == "formal_parameters" else None, *fields):
        yield from (each for each in walk(target) if each.type in _NAMES) if target else ()


def _edit(root: Node, name: str, keeps_exports: bool) -> Iterator[Edit]:
    for node in root.named_children:
        if node.type == "import_statement":
            yield node.start_byte, node.end_byte, ""
        elif node.type == "export_statement" and not keeps_exports:
            yield read_export(node, name)[1]


def _text(node: Node) -> str:
    return (node.text or b"").decode()
