# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""YAML that an operator writes: read with line numbers, everything that is wrong told at once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import yaml

Check = Callable[[str], str | None]
"""Returns what is wrong with a text and what to do, or None."""


def matches(pattern: str, complaint: str) -> Check:
    """Return a check by regular expression."""
    compiled = re.compile(pattern)
    return lambda text: None if compiled.fullmatch(text) else complaint


@dataclass
class Reader:
    """Walks the YAML's nodes, which know their lines, and collects problems instead of stopping.

    :param file: its name, which a problem begins with.
    :param checks: by the path of a text within an entry, or by the last part of it.
    :param entry: what is being read, to name it by.
    """

    file: str
    checks: Mapping[str, Check]
    problems: list[str] = field(default_factory=list)
    entry: str = ""

    def fields(
        self,
        node: yaml.Node | None,
        path: str,
        required: tuple[str, ...],
        optional: tuple[str, ...] = (),
    ) -> dict[str, yaml.Node]:
        """The values of a mapping; none for a missing one, about which was complained already."""
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            self.refuse(node, path or "it", f"must have fields: {', '.join(required + optional)}.")
            return {}
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name, known = str(key.value), ", ".join(required + optional)
            if name in found:
                self.refuse(key, join(path, name), "is given twice. Keep one.")
            elif name not in required + optional:
                self.refuse(key, join(path, name), f"is not a field here; these are: {known}.")
            else:
                found[name] = value
        for name in required:
            if name not in found:
                self.refuse(node, join(path, name), "is missing. Add it.")
        return found

    def items(self, node: yaml.Node | None, path: str) -> list[yaml.Node]:
        """The items of a list that has at least one."""
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self.refuse(node, path, "must be a list with at least one item.")
            return []
        return list(node.value)

    def text(self, node: yaml.Node | None, path: str, check: Check | None = None) -> str:
        """A scalar as it is written: an unquoted 10.5072 stays a prefix and becomes no number."""
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            self.refuse(node, path, "must be a text. Fill it in.")
            return ""
        value = str(node.value).strip()
        check = check or self.checks.get(path) or self.checks.get(path.rpartition(".")[2])
        if check and (complaint := check(value)):
            self.refuse(node, path, f'is "{value}", which is {complaint}.')
        return value

    def refuse(self, node: yaml.Node, path: str, sentence: str) -> None:
        """Take a problem down: what about the path is wrong, and what to do."""
        where = f"{self.file}, line {node.start_mark.line + 1}"
        entry = f", {self.entry}" if self.entry else ""
        self.problems.append(f"{where}{entry}: {path} {sentence}")


def join(path: str, name: str) -> str:
    """The path of a field within another."""
    return f"{path}.{name}" if path else name
