# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Fair's survey of extramarital affairs (1978) as the files of a deposit.

Data and documentation are those of the installed ``statsmodels`` package
(``statsmodels.datasets.fair``): 6,366 married women who answered a survey, nine variables. What
goes in is that package; what comes out are bytes: comma-separated values, an SPSS system file with
labels, and a codebook for people (Markdown) and for programs (CSV). Nothing is invented: labels
and codes are read from the package's own ``NOTE``.

>>> variables("rate_marriage : How rate marriage, 1 = very poor, 2 = poor")[0].codes[2.0]
'poor'
"""

import csv
import io
import re
import tempfile
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module, resources
from pathlib import Path
from typing import Literal

SOURCE_MODULE = "statsmodels.datasets.fair"

#: What the steward of the demonstration writes about each finding of the screening.
WHY_IT_MAY_BE_OPEN = (
    "Published in 1978 and ever since: readers of a magazine in coarse bands, no place, no date."
)

#: Declared as missing in the SPSS file. No answer in the data carries it: the distributed data are
#: complete, and the declaration says how a later edition would mark an answer that is not there.
MISSING_CODE = 99

_NOMINAL = ("occupation", "occupation_husb")
_VARIABLE = re.compile(r"^\s*(\w+)\s*:\s(.*)$")
_LABEL = re.compile(r"\d+ = ")
_CODES = re.compile(r"(\d+) = (.+?)(?=[,;]?\s+\d+ = |$)")


@dataclass(frozen=True)
class Variable:
    """One column: its name, what was asked, and what its codes stand for (empty: a number)."""

    name: str
    label: str
    codes: Mapping[float, str]

    @property
    def measure(self) -> Literal["nominal", "ordinal", "scale"]:
        """Level of measurement, in the words SPSS uses."""
        if not self.codes:
            return "scale"
        return "nominal" if self.name in _NOMINAL else "ordinal"


@dataclass(frozen=True)
class Survey:
    """The data with their documentation.

    ``rows`` holds one tuple for each respondent, in the order of ``variables``.
    """

    variables: tuple[Variable, ...]
    rows: tuple[tuple[float, ...], ...]
    description: str
    source: str
    copyright: str

    def column(self, name: str) -> list[float]:
        """All answers to one variable.

        :raises ValueError: if there is no variable of that name.
        """
        index = [variable.name for variable in self.variables].index(name)
        return [row[index] for row in self.rows]


def read_survey() -> Survey:
    """Read data and documentation from the installed ``statsmodels``.

    :raises ModuleNotFoundError: if ``statsmodels`` is not installed.
    :raises ValueError: if the columns of the data are not the documented variables.
    """
    module = import_module(SOURCE_MODULE)
    text = (resources.files(SOURCE_MODULE) / "fair.csv").read_text(encoding="utf-8")
    header, *lines = csv.reader(io.StringIO(text))
    documented = variables(module.NOTE)
    if tuple(header) != tuple(variable.name for variable in documented):
        raise ValueError(f"{SOURCE_MODULE}: the columns are not the documented variables")
    return Survey(
        variables=documented,
        rows=tuple(tuple(float(cell) for cell in line) for line in lines),
        description=_one_line(module.DESCRLONG),
        source=_one_line(module.SOURCE),
        copyright=_one_line(module.COPYRIGHT),
    )


def variables(note: str) -> tuple[Variable, ...]:
    """Read the variables from the ``NOTE`` of a statsmodels data set.

    A variable starts a line with ``name : text``; lines that follow belong to it up to the next
    name or an empty line. A code is written ``1 = meaning``; ``Same as x`` takes the codes of x.
    """
    found: list[tuple[str, list[str]]] = []
    for line in note.partition("definitions:")[2].splitlines() or note.splitlines():
        start = _VARIABLE.match(line)
        if start:
            found.append((start[1], [start[2]]))
        elif found and line.strip():
            found[-1][1].append(line)
        elif found:
            break
    known: dict[str, Variable] = {}
    for name, lines in found:
        known[name] = _variable(name, _one_line(" ".join(lines)), known)
    return tuple(known.values())


def files(survey: Survey) -> dict[str, bytes]:
    """The files of the deposit: name → content."""
    return {
        "fair-1978.csv": to_csv(survey),
        "fair-1978.sav": to_sav(survey),
        "codebook.md": codebook_markdown(survey),
        "codebook.csv": codebook_csv(survey),
    }


def to_csv(survey: Survey) -> bytes:
    """Comma-separated values (RFC 4180) in UTF-8 with a header line."""
    return _csv(
        [variable.name for variable in survey.variables],
        ([number(cell) for cell in row] for row in survey.rows),
    )


def to_sav(survey: Survey) -> bytes:
    """An SPSS system file with variable labels, value labels, measures and missing definitions.

    :raises ModuleNotFoundError: if ``pyreadstat`` or ``pandas`` is not installed.
    """
    pandas, pyreadstat = import_module("pandas"), import_module("pyreadstat")
    names = [variable.name for variable in survey.variables]
    frame = pandas.DataFrame(survey.rows, columns=names)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fair.sav"
        pyreadstat.write_sav(
            frame,
            str(path),
            file_label="Fair 1978, survey of extramarital affairs",
            note=textwrap.wrap(f"{survey.source} {survey.copyright}", 80),  # lines of 80 at most
            column_labels={variable.name: variable.label for variable in survey.variables},
            variable_value_labels={
                variable.name: {**variable.codes, MISSING_CODE: "No answer"}
                for variable in survey.variables
            },
            missing_ranges={name: [MISSING_CODE] for name in names},
            variable_measure={variable.name: variable.measure for variable in survey.variables},
            variable_format={name: _spss_format(survey.column(name)) for name in names},
        )
        return path.read_bytes()


def codebook_csv(survey: Survey) -> bytes:
    """The codebook for programs: one line for each variable and code (no code: a number)."""
    lines = (
        [variable.name, variable.label, variable.measure, *cells]
        for variable in survey.variables
        for cells in _code_cells(survey, variable)
    )
    return _csv(["variable", "label", "measure", "code", "meaning", "respondents"], lines)


def codebook_markdown(survey: Survey) -> bytes:
    """The codebook for people, in Markdown (CommonMark with tables), UTF-8."""
    parts = [
        "# Codebook: survey of extramarital affairs (Fair, 1978)",
        survey.description,
        f"Source: {survey.source}",
        f"Rights, as statsmodels states them: {survey.copyright}",
        f"{len(survey.rows):,} respondents, {len(survey.variables)} variables. No answer is "
        f"missing; the SPSS file declares {MISSING_CODE} as the code for a missing answer.",
        *(_section(survey, variable) for variable in survey.variables),
    ]
    return ("\n\n".join(parts) + "\n").encode()


def class_sizes(survey: Survey, names: Sequence[str]) -> Counter[tuple[float, ...]]:
    """Respondents who share the same answers to ``names``: answers → number of respondents.

    These are the equivalence classes of k-anonymity (Samarati 2001); the smallest is k.
    """
    return Counter(zip(*(survey.column(name) for name in names), strict=True))


def number(value: float) -> str:
    """A number as a person writes it: no decimals where there are none.

    >>> number(3.0), number(0.1111111)
    ('3', '0.1111111')
    """
    return str(int(value)) if value.is_integer() else repr(value)


def _variable(name: str, text: str, earlier: Mapping[str, Variable]) -> Variable:
    own, same, other = text.partition("Same as ")
    if same:
        return Variable(name, own.strip(" ."), earlier[other.rstrip(".")].codes)
    codes = {float(code): meaning.rstrip(",;. ") for code, meaning in _CODES.findall(text)}
    label = _LABEL.split(text)[0].strip(" ,.") or name
    return Variable(name, label[:1].upper() + label[1:], codes)


def _code_cells(survey: Survey, variable: Variable) -> list[list[str]]:
    column = survey.column(variable.name)
    if not variable.codes:
        return [["", f"{number(min(column))} to {number(max(column))}", str(len(column))]]
    counts = Counter(column)
    return [[number(code), meaning, str(counts[code])] for code, meaning in variable.codes.items()]


def _section(survey: Survey, variable: Variable) -> str:
    column = survey.column(variable.name)
    lines = [f"## {variable.name}", "", f"{variable.label}. Measure: {variable.measure}."]
    if variable.codes:
        lines += ["", "| code | meaning | respondents |", "|---:|---|---:|"]
        lines += [f"| {' | '.join(cells)} |" for cells in _code_cells(survey, variable)]
    else:
        lines += ["", f"Range {number(min(column))} to {number(max(column))}."]
        lines[-1] += f" {len(set(column))} different values."
    return "\n".join(lines)


def _spss_format(column: Sequence[float]) -> str:
    """SPSS print format ``Fw.d`` that shows every digit of the column."""
    written = [number(value) for value in column]
    decimals = max(len(text.partition(".")[2]) for text in written)
    return f"F{max(map(len, written))}.{decimals}"


def _csv(header: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(lines)
    return text.getvalue().encode()


def _one_line(text: str) -> str:
    return " ".join(text.split())
