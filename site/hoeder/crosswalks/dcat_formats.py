# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""File types of the EU and media types of IANA for a file, by its name and its recorded type.

A file whose type the EU table has no term for (SPSS, Stata, Parquet) is an octet stream there, and
a media type that IANA does not register (``application/x-…``) is ``application/octet-stream``:
the name of the file still says more, where it may be told.

``NON_PROPRIETARY`` and ``MACHINE_READABLE`` are the lists by which data.europa.eu scores a format
(``edp-non-proprietary-format.rdf``, ``edp-machine-readable-format.rdf`` of its vocabularies).
"""

from functools import cache

from hoeder.crosswalks.dcat_terms import EU, FILE_TYPE_SCHEME
from hoeder.crosswalks.nodes import Node, both, node

OTHER = "OCTET"
OTHER_MEDIA_TYPE = "application/octet-stream"
IANA = "https://www.iana.org/assignments/media-types/"


def _codes(words: str) -> frozenset[str]:
    return frozenset(words.split())


NON_PROPRIETARY = _codes(
    "BMP CSV DBF GEOJSON GPKG GZIP HTML ICS JPEG2000 JSON JSON_LD KML KMZ NETCDF ODS PNG "
    "RDF_N_QUADS RDF_N_TRIPLES RDF_TRIG RDF_TURTLE RDF_XML RSS RTF TAR TIFF TSV TXT WMS_SRVC "
    "XML ZIP"
)
MACHINE_READABLE = _codes(
    "CSV GEOJSON ICS JSON JSON_LD KML KMZ NETCDF ODS RDFA RDF_N_QUADS RDF_N_TRIPLES RDF_TRIG "
    "RDF_TURTLE RDF_XML RSS SHP XLS XLSX XML"
)

_TABLE = """
7z 7Z application/vnd.7zip
avif - image/avif
bz2 BZIP2 -
csv CSV text/csv
dbf DBF application/vnd.dbf
doc DOC application/msword
docx DOCX application/vnd.openxmlformats-officedocument.wordprocessingml.document
epub EPUB application/epub+zip
geojson GEOJSON application/geo+json
gif GIF image/gif
gml GML application/gml+xml
gpkg GPKG application/geopackage+sqlite3
gz GZIP application/gzip
h5 HDF application/vnd.hdfgroup.hdf5
hdf5 HDF application/vnd.hdfgroup.hdf5
htm HTML text/html
html HTML text/html
jp2 JPEG2000 image/jp2
jpeg JPEG image/jpeg
jpg JPEG image/jpeg
json JSON application/json
jsonld JSON_LD application/ld+json
kml KML application/vnd.google-earth.kml+xml
kmz KMZ application/vnd.google-earth.kmz
md TXT text/markdown
mp3 MP3 audio/mpeg
mp4 MPEG4 video/mp4
nc NETCDF application/netcdf
nq RDF_N_QUADS application/n-quads
nt RDF_N_TRIPLES application/n-triples
ods ODS application/vnd.oasis.opendocument.spreadsheet
odt ODT application/vnd.oasis.opendocument.text
parquet - application/vnd.apache.parquet
pdf PDF application/pdf
png PNG image/png
ppt PPT application/vnd.ms-powerpoint
pptx PPTX application/vnd.openxmlformats-officedocument.presentationml.presentation
py TXT text/plain
r TXT text/plain
rdf RDF_XML application/rdf+xml
rtf RTF application/rtf
svg SVG image/svg+xml
sql SQL application/sql
tab TSV text/tab-separated-values
tar TAR application/x-tar
tif TIFF image/tiff
tiff TIFF image/tiff
trig RDF_TRIG application/trig
tsv TSV text/tab-separated-values
ttl RDF_TURTLE text/turtle
txt TXT text/plain
wav WAV audio/vnd.wave
xls XLS application/vnd.ms-excel
xlsx XLSX application/vnd.openxmlformats-officedocument.spreadsheetml.sheet
xml XML application/xml
yaml TXT application/yaml
yml TXT application/yaml
zip ZIP application/zip
"""
SUFFIXES = {
    suffix: (OTHER if code == "-" else code, "" if media == "-" else media)
    for suffix, code, media in (line.split() for line in _TABLE.split("\n") if line)
}
_BY_MEDIA_TYPE = {media: code for code, media in reversed(SUFFIXES.values()) if media}


@cache
def kind(suffix: str, media_type: str) -> tuple[str, str]:
    """Return the code of the file type and the registered media type.

    :param suffix: what follows the last dot of the name, in lower case; "" for none.
    :param media_type: what is recorded; it decides only where the suffix is unknown.

    >>> kind("csv", "application/vnd.ms-excel"), kind("sav", "application/x-spss-sav")
    (('CSV', 'text/csv'), ('OCTET', 'application/octet-stream'))
    >>> kind("", "text/csv; charset=utf-8"), kind("", "image/avif")
    (('CSV', 'text/csv'), ('OCTET', 'image/avif'))
    """
    recorded = media_type.partition(";")[0].strip().lower()
    if suffix in SUFFIXES:
        code, media = SUFFIXES[suffix]
    else:
        code, media = _BY_MEDIA_TYPE.get(recorded, OTHER), recorded
    return code, media if _is_registered(media) else OTHER_MEDIA_TYPE


def _is_registered(media: str) -> bool:
    """By its form: IANA gives out no ``x-…``; what is no media type at all is none either."""
    top, _, sub = media.partition("/")
    plain = sub.replace("+", "").replace("-", "").replace(".", "")
    return top in _TOP and plain.isascii() and plain.isalnum() and not sub.startswith("x-")


_TOP = _codes("application audio font image message model text video")


@cache
def file_type(code: str) -> Node:
    """Return an EU file type."""
    label = code.replace("_", " ")
    types = "dct:MediaTypeOrExtent skos:Concept"
    labels = both(label, label)
    given = {"skos:prefLabel": labels, "skos:inScheme": [FILE_TYPE_SCHEME]}
    return node(f"{EU}file-type/{code}", types, given)


@cache
def media_type(name: str) -> Node:
    """Return a media type of IANA."""
    return node(f"{IANA}{name}", "dct:MediaType", {"rdfs:label": [name]})
