# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The files of Fair's survey: true to what statsmodels distributes."""

import csv
import io
from collections import Counter
from pathlib import Path

import pyreadstat
import pytest
from statsmodels.datasets import fair as original

from hoeder.operations.demo import fair


@pytest.fixture(scope="module")
def survey() -> fair.Survey:
    return fair.read_survey()


def test_survey_is_the_whole_of_statsmodels(survey: fair.Survey) -> None:
    frame = original.load_pandas().data
    assert len(survey.rows) == 6366
    assert [variable.name for variable in survey.variables] == list(frame.columns)
    assert [list(row) for row in survey.rows] == frame.to_numpy().tolist()


def test_every_coded_answer_has_a_meaning(survey: fair.Survey) -> None:
    coded = [variable for variable in survey.variables if variable.codes]
    assert len(coded) == 5
    for variable in coded:
        assert set(survey.column(variable.name)) == set(variable.codes), variable.name


def test_labels_are_those_of_the_documentation(survey: fair.Survey) -> None:
    variables = {variable.name: variable for variable in survey.variables}
    assert variables["educ"].label == "Level of education"
    assert variables["educ"].codes[17] == "some graduate school"
    assert variables["age"].label == "Age"
    assert variables["occupation_husb"].label == "Husband's occupation"
    assert variables["occupation_husb"].codes == variables["occupation"].codes
    assert variables["occupation"].codes[5] == "managerial, administrative, business"
    assert survey.copyright == "Included with permission of the author."


def test_measures(survey: fair.Survey) -> None:
    measures = {variable.name: variable.measure for variable in survey.variables}
    assert measures["rate_marriage"] == "ordinal"
    assert measures["occupation_husb"] == "nominal"
    assert measures["affairs"] == "scale"


def test_unknown_variable_is_an_error(survey: fair.Survey) -> None:
    with pytest.raises(ValueError, match="income"):
        survey.column("income")


def test_csv_holds_the_same_numbers(survey: fair.Survey) -> None:
    content = fair.to_csv(survey)
    header, *lines = csv.reader(io.StringIO(content.decode()))
    assert header == [variable.name for variable in survey.variables]
    assert [tuple(map(float, line)) for line in lines] == list(survey.rows)
    assert content.splitlines()[1] == b"3,32,9,3,3,17,2,5,0.1111111"


def test_sav_holds_numbers_labels_and_missing_definitions(
    survey: fair.Survey, tmp_path: Path
) -> None:
    path = tmp_path / "fair.sav"
    path.write_bytes(fair.to_sav(survey))
    frame, meta = pyreadstat.read_sav(str(path), user_missing=True)
    assert frame.to_numpy().tolist() == [list(row) for row in survey.rows]
    assert meta.column_names_to_labels["rate_marriage"] == "How rate marriage"
    assert meta.variable_value_labels["rate_marriage"] == {
        1: "very poor", 2: "poor", 3: "fair", 4: "good", 5: "very good", 99: "No answer",
    }  # fmt: skip
    assert meta.missing_ranges["affairs"] == [{"lo": 99, "hi": 99}]
    assert set(meta.missing_ranges) == {variable.name for variable in survey.variables}
    assert meta.variable_measure["occupation"] == "nominal"
    assert meta.original_variable_types["rate_marriage"] == "F1.0"
    assert "Included with permission of the author." in " ".join(meta.notes)


def test_missing_code_is_no_answer_of_anybody(survey: fair.Survey) -> None:
    assert all(fair.MISSING_CODE not in row for row in survey.rows)


def test_codebook_for_programs_counts_everybody(survey: fair.Survey) -> None:
    lines = list(csv.DictReader(io.StringIO(fair.codebook_csv(survey).decode())))
    counts: Counter[str] = Counter()
    for line in lines:
        counts[line["variable"]] += int(line["respondents"])
    assert counts == {variable.name: 6366 for variable in survey.variables}


def test_codebook_for_people_describes_every_variable(survey: fair.Survey) -> None:
    text = fair.codebook_markdown(survey).decode()
    for variable in survey.variables:
        assert f"## {variable.name}\n" in text
        for meaning in variable.codes.values():
            assert f"| {meaning} |" in text
    assert "| 5 | very good | 2684 |" in text
    assert survey.source in text and survey.copyright in text


def test_files_of_the_deposit(survey: fair.Survey) -> None:
    files = fair.files(survey)
    assert list(files) == ["fair-1978.csv", "fair-1978.sav", "codebook.md", "codebook.csv"]
    assert files["fair-1978.sav"].startswith(b"$FL2")


def test_class_sizes_cover_everybody(survey: fair.Survey) -> None:
    sizes = fair.class_sizes(survey, ["age", "children"])
    assert sum(sizes.values()) == 6366
    assert sizes[(32.0, 3.0)] == sum(
        pair == (32.0, 3.0)
        for pair in zip(survey.column("age"), survey.column("children"), strict=True)
    )


def test_columns_that_are_not_documented_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(original, "NOTE", "definitions:\n\n  age : Age\n")
    with pytest.raises(ValueError, match="documented variables"):
        fair.read_survey()
