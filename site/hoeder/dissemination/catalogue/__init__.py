# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The DCAT catalogue of each custodian, and what a record's page tells machines.

In: records, and the renderings that the projection keeps of them. Out: ``/catalogue/<custodian>``
in RDF/XML, Turtle, JSON-LD and HTML; exports, content negotiation and links of single records;
the sitemap.

``entries``   a record as nodes, from the database
``kept``      what the projection keeps of each record: the nodes beside the formats of OAI-PMH
``stock``     the catalogue's rows in the projection, as PostgreSQL gives them
``document``  validators, and a catalogue as a document written part by part (pure)
``http``      which answer a request wants (pure)
``view``      the addresses
``page``      a custodian's page for people; ``words`` its sentences
``exports``   one record in each syntax, and as schema.org
``sitemap``   the sitemap's records
``config``    what the instance's configuration takes from here
"""
