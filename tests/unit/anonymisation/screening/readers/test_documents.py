# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Documents, pictures, archives: their texts, and what is hidden in them."""

import bz2
import io
import json
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pypdf
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from hoeder.anonymisation.screening.model import Where
from hoeder.anonymisation.screening.readers import Limits, supported

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(members: dict[str, str | bytes], comment: bytes = b"") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        archive.comment = comment
    return file.getvalue()


def picture() -> bytes:
    image = Image.new("RGB", (4, 4))
    exif = image.getexif()
    exif[0x013B] = "Jan Maes"  # artist
    exif[0x9C9D] = "An".encode("utf-16-le")  # author, as Windows writes it
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 3.0, 18.0), 3: "W", 4: (3.0, 43.0, 12.0)})
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0taken at home"
    file = io.BytesIO()
    xmp = b"<x:xmpmeta><dc:creator>Zed</dc:creator></x:xmpmeta>"
    image.save(file, "jpeg", exif=exif, comment=b"for Piet", xmp=xmp)
    return file.getvalue()


def document(body: str = "", **parts: str) -> bytes:
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    named = {name.replace("__", "/") + ".xml": text for name, text in parts.items()}
    return zipped(members | named)


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_word_document(reading: Any) -> None:
    body = (
        "<w:p><w:r><w:t>Hel</w:t></w:r><w:r><w:t>lo</w:t><w:tab/><w:t>Jan</w:t></w:r>"
        '<w:ins w:author="Inserter Ine" w:date="2024-01-02"><w:r><w:t> new</w:t></w:r></w:ins>'
        '<w:del w:author="Deleter Dirk"><w:r><w:delText>old secret</w:delText></w:r></w:del></w:p>'
        f"<w:tbl><w:tr><w:tc>{paragraph('in a table')}</w:tc></w:tr></w:tbl>"
    )
    data = document(
        body,
        word__comments=f'<w:comments {W}><w:comment w:author="Com Menter" w:initials="CM">'
        f"{paragraph('ask Piet')}</w:comment></w:comments>",
        word__header1=f"<w:hdr {W}>{paragraph('header of Dr Mertens')}</w:hdr>",
        word__footer1=f"<w:ftr {W}>{paragraph('footer')}</w:ftr>",
        word__footnotes=f"<w:footnotes {W}>{paragraph('foot')}</w:footnotes>",
        word__people='<people><person author="Person Pia"/></people>',
        docProps__core='<c xmlns:dc="d"><dc:creator>Author Ans</dc:creator></c>',
        docProps__app="<p><Company>University</Company><Manager>Boss Bea</Manager></p>",
        docProps__custom='<P><property name="Client"><v>Dossier 12</v></property></P>',
    )
    found = reading(data, "a.docx")
    text = found.said(Where.BODY)
    assert "Hello Jan new" in text and "old secret" not in text
    assert all(x in text for x in ("in a table", "header of Dr Mertens", "footer", "foot"))
    changes = found.said(Where.TRACKED_CHANGE)
    assert all(x in changes for x in ("Inserter Ine", "new", "Deleter Dirk", "old secret"))
    comments = found.said(Where.COMMENT)
    assert all(x in comments for x in ("Com Menter", "ask Piet"))
    properties = found.said(Where.PROPERTY)
    assert all(
        x in properties
        for x in ("Author Ans", "University", "Boss Bea", "Client", "Dossier 12", "Person Pia")
    )
    assert not found.reasons


def test_links_pictures_and_files_in_a_document(reading: Any) -> None:
    relations = '<R><Relationship Target="mailto:an@example.org" TargetMode="External"/></R>'
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W}><w:body>{paragraph('x')}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations,
        "word/media/image1.jpeg": picture(),
        "word/embeddings/data.csv": "id,name\n1,Jan\n",
        "word/vbaProject.bin": b"\0\1\2\3" * 100,
    }
    found = reading(zipped(members), "a.docx")
    assert "an@example.org" in "\n".join(text.text for text in found.texts)
    assert "Jan Maes" in found.said(Where.EXIF)
    assert found.cells["a.docx/word/embeddings/data.csv"] == [("1", "Jan")]
    assert sorted(found.reasons) == ["picture", "type"]


def test_text_between_elements_and_entities(reading: Any) -> None:
    custom = "<a>one<b>two</b>three<c/>four</a>"
    found = reading(document(paragraph("x"), customXml__item1=custom), "a.docx")
    assert all(word in found.said(Where.NOTE) for word in ("one", "two", "three", "four"))
    bomb = '<!DOCTYPE a [<!ENTITY x "lol">]><a>&x;&x;</a>'
    found = reading(document(paragraph("x"), customXml__item1=bomb), "a.docx")
    assert found.reasons == ["damaged"] and "lol" not in found.said(Where.NOTE)
    assert found.said(Where.BODY) == "x"


def test_pdf(reading: Any) -> None:
    found = reading(pdf("Interview with Jan Maes"), "a.pdf")
    assert "Interview with Jan Maes" in found.said(Where.BODY)
    assert "Bookmark Bo" in found.said(Where.BODY)
    properties = found.said(Where.PROPERTY)
    assert "Author Ans" in properties and "Xmp Xena" in properties
    assert all(x in found.said(Where.COMMENT) for x in ("note on Piet", "Com Menter", "an@x.be"))
    assert found.cells["a.pdf/key.csv"] == [("1", "Jan")]
    assert not found.reasons


def pdf(text: str, password: str = "") -> bytes:
    from pypdf.annotations import FreeText
    from pypdf.generic import (
        ArrayObject,
        DecodedStreamObject,
        DictionaryObject,
        NameObject,
        TextStringObject,
    )  # fmt: skip

    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(300, 300)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(stream)
    note = FreeText(text="note on Piet", rect=(0, 0, 50, 50))
    note[NameObject("/T")] = TextStringObject("Com Menter")
    writer.add_annotation(0, note)
    link = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/A"): DictionaryObject(
                {NameObject("/URI"): TextStringObject("mailto:an@x.be")}
            ),
        }
    )
    page[NameObject("/Annots")] = ArrayObject([*page["/Annots"], link])
    writer.add_metadata({"/Author": "Author Ans"})
    xmp = DecodedStreamObject()
    xmp.set_data(b"<x:xmpmeta><dc:creator>Xmp Xena</dc:creator></x:xmpmeta>")
    writer.root_object[NameObject("/Metadata")] = writer._add_object(xmp)
    writer.add_outline_item("Bookmark Bo", 0)
    writer.add_attachment("key.csv", b"id,name\n1,Jan\n")
    if password:
        writer.encrypt(password)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_pdf_that_cannot_be_read(reading: Any) -> None:
    assert reading(pdf("x", password="secret"), "a.pdf").reasons == ["encrypted"]
    assert "damaged" in reading(b"%PDF-1.7\nnothing more", "a.pdf").reasons


def test_pictures(reading: Any) -> None:
    found = reading(picture(), "a.jpg")
    said = found.said(Where.EXIF)
    expected = ("Jan Maes", "XPAuthor: An", "51.055000, -3.720000", "taken at home", "Piet", "Zed")
    assert all(x in said for x in expected)
    assert found.reasons == ["picture"]
    file = io.BytesIO()
    note = PngInfo()
    note.add_text("Author", "Piet Claes")
    Image.new("L", (2, 2)).save(file, "png", pnginfo=note)
    assert "Piet Claes" in reading(file.getvalue(), "a.png").said(Where.EXIF)
    assert "damaged" in reading(picture()[:30], "a.jpg").reasons


def test_a_table_that_is_a_picture(reading: Any) -> None:
    found = reading(picture(), "data.csv")
    assert found.reasons == ["mismatch", "picture"] and found.contents.media_type == "image/jpeg"
    assert "Jan Maes" in found.said(Where.EXIF)


def test_other_types_are_named(reading: Any) -> None:
    found = reading(b"\0\1\2" * 400, "a.xyz")
    assert found.reasons == ["type"] and found.said(Where.FILE_NAME) == "a.xyz"
    found = reading(b"{\\rtf1 Jan}", "a.rtf")
    assert [(u.reason, u.detail) for u in found.contents.unread] == [("type", "application/rtf")]


def test_zip_members(reading: Any) -> None:
    inner = zipped({"deep.csv": "id,name\n1,An\n"}, b"by Jan Maes")
    data = zipped({"../../etc/data.csv": "id,x\n1,Jan\n", "in.zip": inner, "Jan/": b""}, b"outer")
    found = reading(data, "a.zip")
    assert found.cells["a.zip/../../etc/data.csv"] == [("1", "Jan")]
    assert found.cells["a.zip/in.zip/deep.csv"] == [("1", "An")]
    assert found.said(Where.NOTE) == "outer\nby Jan Maes"
    assert found.said(Where.FILE_NAME).split("\n") == [
        "a.zip", "../../etc/data.csv", "in.zip", "deep.csv", "Jan/",
    ]  # fmt: skip
    assert not found.reasons


def test_archives_within_archives_end(reading: Any) -> None:
    data = b"id,name\n1,An\n"
    for i in range(3):
        data = zipped({f"{i}": data})
    assert not reading(data, "a.zip").reasons
    assert reading(zipped({"more.zip": data}), "a.zip").reasons == ["nested-too-deep"]


def test_tar(reading: Any) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        info = tarfile.TarInfo("data.csv")
        info.size, info.uname = 10, "jmaes"
        archive.addfile(info, io.BytesIO(b"id,x\n1,An\n"))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/home/jmaes/key.csv"
        archive.addfile(link)
    for name, data in (("a.tar", file.getvalue()), ("a.tbz", bz2.compress(file.getvalue()))):
        found = reading(data, name)
        assert found.cells[f"{name.replace('.tbz', '')}/data.csv"] == [("1", "An")]
        assert "jmaes" in found.said(Where.PROPERTY) and "/home/jmaes" in found.said(Where.PROPERTY)


def test_zip_bombs(reading: Any) -> None:
    zeros = bytes(4 * 2**20)
    assert reading(zipped({"a": zeros}), "a.zip", Limits(unpacked=2**20)).reasons == ["too-large"]
    nested = zipped({"a": zipped({"b": zeros}), "c": zipped({"d": zeros})})
    assert reading(nested, "a.zip", Limits(unpacked=6 * 2**20)).reasons == ["type", "too-large"]
    many = zipped({str(i): b"x" for i in range(50)})
    assert reading(many, "a.zip", Limits(members=20)).reasons == ["too-many-members"]
    bomb = bz2.compress(bytes(80 * 2**20))
    assert reading(bomb, "a.bz2").reasons == ["ratio"]


def test_encrypted_and_broken_members(reading: Any) -> None:
    data = bytearray(zipped({"a.csv": "id\n1\n", "b.csv": "id,x\n1,An\n"}))
    directory = data.index(b"PK\1\2")
    data[directory + 8] |= 1  # the flag of encryption
    found = reading(bytes(data), "a.zip")
    assert found.reasons == ["encrypted"] and found.cells["a.zip/b.csv"] == [("1", "An")]
    data = bytearray(zipped({"a.csv": "id\n1\n" * 50, "b.csv": "id,x\n1,An\n"}))
    data[40] ^= 0xFF
    found = reading(bytes(data), "a.zip")
    assert found.reasons == ["damaged"] and found.cells["a.zip/b.csv"] == [("1", "An")]


def test_parquet(reading: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    values = """1.0::DOUBLE AS "by", '007' AS "A""b", {'p': 'Jan', 'q': [1, 2]} AS s,
        DATE '1985-07-30' AS d, '' AS e, 'ab'::BLOB AS x, TRUE AS t, 12::BIGINT AS n"""
    duckdb.execute(f"COPY (SELECT {values}) TO '{path}' (KV_METADATA {{note: 'made by An'}})")
    found = reading(path, "a.parquet")
    assert found.header == ["by", 'A"b', "s", "d", "e", "x", "t", "n"]
    assert found.rows == [
        ("1", "007", '{"p":"Jan","q":[1,2]}', "1985-07-30", None, "ab", "true", "12")
    ]
    assert [c.name for c in found.table.columns if c.numeric] == ["by", "n"]
    assert "made by An" in found.said(Where.NOTE)
    assert reading(path.read_bytes()[:-20], "a.parquet").reasons == ["damaged"]
    assert reading(b"PARE" + bytes(50), "a.parquet").reasons == ["encrypted"]


def test_json(reading: Any) -> None:
    records = [{"a": 1.0, "b": {"c": "Jan", "d": [1, "x"]}}, {"a": None, "z": True}, {"é": "ö\n"}]
    expected = [
        ("1", "Jan", '[1, "x"]', None, None),
        (None, None, None, "true", None),
        (None, None, None, None, "ö\n"),
    ]
    lines = "".join(json.dumps(record) + "\n" for record in records)
    for data, name in ((json.dumps(records, indent=1), "a.json"), (lines, "a.jsonl")):
        found = reading(data.encode(), name)
        assert found.header == ["a", "b.c", "b.d", "z", "é"] and not found.reasons
        assert sorted(found.rows, key=str) == sorted(expected, key=str)


def test_json_that_is_no_table(reading: Any) -> None:
    value = {"study": {"leader": "Dr Mertens"}, "waves": [{"p": 1}, {"p": 2}], "tags": ["x", 3]}
    found = reading(json.dumps(value).encode(), "a.json")
    assert found.table.place == 'list "waves"' and found.rows == [("1",), ("2",)]
    assert "study.leader: Dr Mertens" in found.said(Where.BODY)
    assert "tags: 3" in found.said(Where.BODY)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'[{"a": 1}, {"a": 2', "damaged"),
        (b'{"a": ' * 50_000, "damaged"),
        (b"[" * 50_000, "damaged"),
        (b'[{"a": "' + b"x" * 3_000_000 + b'"}]', "line-too-long"),
    ],
)
def test_json_that_cannot_be_read(reading: Any, data: bytes, reason: str) -> None:
    assert reading(data, "a.json", Limits(line=2**16)).reasons == [reason]


def test_each_type_is_listed_once() -> None:
    extensions = [extension for kind in supported() for extension in kind.extensions]
    assert len(extensions) == len(set(extensions)) > 40
    assert all(kind.holds for kind in supported())
