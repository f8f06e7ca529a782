# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The Dutch of every text of a report: English text → Dutch text."""

from collections.abc import Mapping

_UNIEKEN = "steekproefunieke rijen"

DUTCH: Mapping[str, str] = {
    # Certainties, places.
    "certain": "zeker",
    "likely": "waarschijnlijk",
    "possible": "mogelijk",
    "cells": "cellen",
    "name of the column": "naam van de kolom",
    "variable label": "label van de variabele",
    "value labels": "labels van waarden",
    "note": "opmerking",
    "name of a sheet": "naam van een werkblad",
    "defined name": "gedefinieerde naam",
    "comment": "commentaar",
    "tracked change": "bijgehouden wijziging",
    "property of the document": "eigenschap van het document",
    "file name": "bestandsnaam",
    "text": "tekst",
    "property of the image": "eigenschap van de afbeelding",
    # What was not read.
    "This type of file is not read.": "Dit type bestand wordt niet gelezen.",
    "It is locked with a password.": "Het is met een wachtwoord vergrendeld.",
    "It is damaged, or not made as its type demands.": (
        "Het is beschadigd, of niet gemaakt zoals zijn type het vraagt."
    ),
    "Its name promises another type than its content is; the content was read.": (
        "De naam belooft een ander type dan de inhoud is; de inhoud is gelezen."
    ),
    "Some bytes fit no character encoding; they were read as well as possible.": (
        "Sommige bytes passen in geen tekencodering; ze zijn zo goed mogelijk gelezen."
    ),
    "It is too large.": "Het is te groot.",
    "It unpacks to far more than such files do.": (
        "Uitgepakt is het veel groter dan zulke bestanden zijn."
    ),
    "The archive has too many files.": "Het archief bevat te veel bestanden.",
    "Archives lie in archives too deep.": "Archieven zitten te diep in archieven.",
    "It has too many columns; the last ones were read as text only.": (
        "Het heeft te veel kolommen; de laatste zijn alleen als tekst gelezen."
    ),
    "A line is too long.": "Een regel is te lang.",
    "Pictures are not looked at: what is written or seen in them was not checked.": (
        "Afbeeldingen worden niet bekeken: wat erop staat of te zien is, is niet nagegaan."
    ),
    "Parts that programs hide were not read.": (
        "Delen die programma's verbergen, zijn niet gelezen."
    ),
    "A check failed here.": "Een controle is hier mislukt.",
    "There are more findings than a report lists.": (
        "Er zijn meer vondsten dan een rapport opsomt."
    ),
    "There are more unread parts than a report lists.": (
        "Er zijn meer ongelezen delen dan een rapport opsomt."
    ),
    "Time was up.": "De tijd was om.",
    "It needs more memory than a screening may use.": (
        "Het vraagt meer geheugen dan een screening mag gebruiken."
    ),
    "It takes longer than a screening may take.": "Het duurt langer dan een screening mag duren.",
    "It needs more disk space than a screening may use.": (
        "Het vraagt meer schijfruimte dan een screening mag gebruiken."
    ),
    "The process that read it ended.": "Het proces dat het las, is geëindigd.",
    "The screening was stopped.": "De screening is gestopt.",
    "The file could not be opened.": "Het bestand kon niet geopend worden.",
    # What was not measured.
    "The table has no rows.": "De tabel heeft geen rijen.",
    "No column was recognised as a quasi-identifier. Name those by which others may know a "
    "person, and the risk will be measured.": (
        "Geen kolom is als quasi-identificator herkend. Noem de kolommen waaraan anderen iemand "
        "kunnen kennen; dan wordt het risico gemeten."
    ),
    "More columns may be quasi-identifiers than can be measured together. Choose those that "
    "others may know of a person.": (
        "Meer kolommen kunnen quasi-identificatoren zijn dan samen gemeten kunnen worden. Kies "
        "die welke anderen van iemand kunnen weten."
    ),
    "The file has more tables than are measured.": (
        "Het bestand heeft meer tabellen dan er gemeten worden."
    ),
    "A column that was named is not in this table.": (
        "Een genoemde kolom staat niet in deze tabel."
    ),
    "A column has two roles; it can have one only.": (
        "Een kolom heeft twee rollen; het kan er maar één zijn."
    ),
    "The sampling fraction must be above 0 and at most 1.": (
        "De steekproeffractie moet meer dan 0 en hoogstens 1 zijn."
    ),
    "Measuring needs more memory than a screening may use.": (
        "Meten vraagt meer geheugen dan een screening mag gebruiken."
    ),
    "Measuring failed.": "Het meten is mislukt.",
    # The page.
    "Screening of {name}": "Screening van {name}",
    "Screening of a file": "Screening van een bestand",
    "Nothing found by these checks.": "Deze controles vonden niets.",
    "That does not prove that nobody can be recognised: the checks know patterns and lists, not "
    "people. Read free texts yourself, and look at the disclosure risk.": (
        "Dat bewijst niet dat niemand herkend kan worden: de controles kennen patronen en "
        "lijsten, geen mensen. Lees vrije teksten zelf, en bekijk het onthullingsrisico."
    ),
    "{count} place where an identifier was found or may be.": (
        "{count} plaats waar een identificator staat of kan staan."
    ),
    "{count} places where an identifier was found or may be.": (
        "{count} plaatsen waar een identificator staat of kan staan."
    ),
    "Not everything could be screened. What was not read may hold anything; see “{unread}”.": (
        "Niet alles kon gescreend worden. Wat niet gelezen is, kan alles bevatten; zie “{unread}”."
    ),
    "{place}: the smallest group has {count} row.": "{place}: de kleinste groep heeft {count} rij.",
    "{place}: the smallest group has {count} rows.": (
        "{place}: de kleinste groep heeft {count} rijen."
    ),
    "The table": "De tabel",
    "Identifiers found": "Gevonden identificatoren",
    "What was not screened": "Wat niet gescreend is",
    "Disclosure risk": "Onthullingsrisico",
    "How this was made": "Hoe dit gemaakt is",
    "Place": "Plaats",
    "Column": "Kolom",
    "Part of the file": "Deel van het bestand",
    "Matches": "Treffers",
    "{matches} of {values} ({share})": "{matches} van {values} ({share})",
    "by chance: {share}": "bij toeval: {share}",
    "Why": "Waarom",
    "What to do": "Wat te doen",
    "Shapes of values met": "Vormen van gevonden waarden",
    "# stands for a digit, x and X for a letter. Values themselves are never shown.": (
        "# staat voor een cijfer, x en X voor een letter. Waarden zelf worden nooit getoond."
    ),
    "Identifier": "Identificator",
    "Certainty": "Zekerheid",
    "The same as a table": "Hetzelfde als tabel",
    "Identifiers by column": "Identificatoren per kolom",
    "Columns of the file against identifiers: {columns} columns, {identifiers} sorts of "
    "identifiers. C is certain, L likely, P possible.": (
        "Kolommen van het bestand tegenover identificatoren: {columns} kolommen, {identifiers} "
        "soorten identificatoren. Z is zeker, W waarschijnlijk, M mogelijk."
    ),
    "C": "Z",
    "L": "W",
    "P": "M",
    "(no column)": "(geen kolom)",
    "{rows} rows, {columns} columns": "{rows} rijen, {columns} kolommen",
    "Roles of the columns as confirmed.": "Rollen van de kolommen zoals bevestigd.",
    "Roles of the columns as proposed by their names and values; nobody confirmed them.": (
        "Rollen van de kolommen zoals hun namen en waarden ze aangeven; niemand heeft ze bevestigd."
    ),
    "Quasi-identifiers": "Quasi-identificatoren",
    "Sensitive columns": "Gevoelige kolommen",
    "Sampling weight": "Steekproefgewicht",
    "Sampling fraction": "Steekproeffractie",
    "none": "geen",
    "Columns and their roles": "Kolommen en hun rollen",
    "Role": "Rol",
    "Different values": "Verschillende waarden",
    "Label": "Label",
    "No.": "Nr.",
    "How large the groups are": "Hoe groot de groepen zijn",
    "Rows by the size of the group of rows that share all quasi-identifiers. {unique} of {rows} "
    "rows ({share}) are alone in their group.": (
        "Rijen volgens de grootte van de groep rijen die alle quasi-identificatoren delen. "
        "{unique} van {rows} rijen ({share}) staan alleen in hun groep."
    ),
    "The policy asks for groups of at least {k}; {rows} rows ({share}) lie below.": (
        "Het beleid vraagt groepen van minstens {k}; {rows} rijen ({share}) liggen daaronder."
    ),
    "policy: at least {k}": "beleid: minstens {k}",
    "policy: at least {k}; {sizes} is in part below": (
        "beleid: minstens {k}; {sizes} ligt deels daaronder"
    ),
    "Rows in the group": "Rijen in de groep",
    "Groups": "Groepen",
    "Rows": "Rijen",
    "Share of rows": "Aandeel van de rijen",
    "What each quasi-identifier adds": "Wat elke quasi-identificator toevoegt",
    "Share of the sample uniques that are gone without the column.": (
        f"Aandeel van de {_UNIEKEN} dat zonder de kolom verdwijnt."
    ),
    "Share of the groups that are gone without the column.": (
        "Aandeel van de groepen dat zonder de kolom verdwijnt."
    ),
    "Sample uniques without it": f"{_UNIEKEN.capitalize()} zonder die kolom",
    "Smallest group without it": "Kleinste groep zonder die kolom",
    "Share gone": "Aandeel dat verdwijnt",
    "What would help most": "Wat het meest zou helpen",
    "Figures": "Cijfers",
    "Figure": "Cijfer",
    "Value": "Waarde",
    "Meaning": "Betekenis",
    "Smallest group (k-anonymity)": "Kleinste groep (k-anonimiteit)",
    "As many rows at least share all quasi-identifiers; missing is a value.": (
        "Minstens zoveel rijen delen alle quasi-identificatoren; ontbrekend is een waarde."
    ),
    "k, missing as any value": "k, ontbrekend als elke waarde",
    "As many rows at least match, where a missing value matches all.": (
        "Minstens zoveel rijen passen bij elkaar; een ontbrekende waarde past bij alle."
    ),
    "Sample uniques": _UNIEKEN.capitalize(),
    "Rows that nobody shares all quasi-identifiers with.": (
        "Rijen die niet alle quasi-identificatoren met een andere delen."
    ),
    "Highest risk of a row": "Hoogste risico van een rij",
    "For somebody who is known to be in the table: 1 / smallest group.": (
        "Voor iemand van wie men weet dat die in de tabel staat: 1 / kleinste groep."
    ),
    "Average risk of a row": "Gemiddeld risico van een rij",
    "Groups / rows: the share of rows that a guess would get right.": (
        "Groepen / rijen: het aandeel van de rijen dat men juist zou raden."
    ),
    "Average risk by the sample": "Gemiddeld risico volgens de steekproef",
    "For somebody of the population, by weights or sampling fraction.": (
        "Voor iemand uit de populatie, volgens gewichten of steekproeffractie."
    ),
    "Unique in the population": "Uniek in de populatie",
    "People who are estimated to be unique there (model: {model}).": (
        "Mensen die daar naar schatting uniek zijn (model: {model})."
    ),
    "Special uniques": "Bijzonder unieke rijen",
    "Rows that up to {size} of the quasi-identifiers suffice to single out.": (
        "Rijen die met hoogstens {size} van de quasi-identificatoren al uniek zijn."
    ),
    "What groups give away of sensitive columns": "Wat groepen verraden van gevoelige kolommen",
    "fewest different values in a group (l)": "minst verschillende waarden in een groep (l)",
    "by entropy (entropy l)": "volgens entropie (entropie-l)",
    "largest distance to the whole table (t)": "grootste afstand tot de hele tabel (t)",
    "largest share of one value in a group (α)": "grootste aandeel van één waarde in een groep (α)",
    "Checksum": "Checksum",
    "Size": "Grootte",
    "Type": "Type",
    "Screened on": "Gescreend op",
    "Duration": "Duur",
    "Rules": "Regels",
    "Versions": "Versies",
    "Separated by": "Afgeschermd door",
    "{size} bytes": "{size} bytes",
    "{seconds} seconds": "{seconds} seconden",
    # The command line.
    "{name} could not be screened.": "{name} kon niet gescreend worden.",
    "Nothing is known about it: treat it as a file that may hold anything. It was left as it is.": (
        "Er is niets over bekend: behandel het als een bestand dat alles kan bevatten. Het is "
        "gelaten zoals het is."
    ),
    "reading": "lezen",
    "looking for identifiers": "identificatoren zoeken",
    "measuring the risk": "risico meten",
    "done": "klaar",
    "and {count} more": "en nog {count}",
    "The report is in {path}.": "Het rapport staat in {path}.",
    "No table has these columns: {columns}.": "Geen tabel heeft deze kolommen: {columns}.",
}
