# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The Dutch of ``detectors.texts`` and ``risk.texts``: English text → Dutch text."""

from collections.abc import Mapping

from ..detectors.texts import IDENTIFIERS

_REPLACE = (
    "Verwijder de kolom, of vervang ze door een willekeurig getrokken nummer; bewaar de sleutel, "
    "als het moet, apart van de data."
)

_NAMES: Mapping[str, tuple[str, str]] = {
    "be-national-number": (
        "rijksregister- of bisnummer",
        "Verwijder de kolom. De wet verbiedt het gebruik van het rijksregisternummer zonder "
        "machtiging, ook als het versleuteld is: een nummer dat eruit berekend is, kan men "
        "terugrekenen.",
    ),
    "be-eid": ("nummer van een Belgische identiteitskaart", _REPLACE),
    "be-riziv": ("nummer van een zorgverlener (RIZIV)", _REPLACE),
    "be-vat": (
        "Belgisch ondernemings- of btw-nummer",
        "Verwijder het als de onderneming één persoon is, of zo klein dat ze naar iemand wijst.",
    ),
    "nl-bsn": (
        "burgerservicenummer (BSN)",
        "Verwijder de kolom als het zulke nummers zijn. Eén op elf nummers doorstaat hun "
        "controle, dus kijk na wat de kolom is.",
    ),
    "iban": ("bankrekeningnummer (IBAN)", _REPLACE),
    "email": (
        "e-mailadres",
        "Verwijder het, tenzij het het bekendgemaakte adres van een organisatie is.",
    ),
    "phone": (
        "telefoonnummer",
        "Verwijder het, tenzij het het bekendgemaakte nummer van een organisatie is.",
    ),
    "orcid": (
        "ORCID iD",
        "Verwijder het als onderzoekers aan de studie deelnemen; laat het staan als het de "
        "auteurs noemt.",
    ),
    "ip": ("IP-adres", "Verwijder het; veel enquêteplatformen noteren het ongevraagd."),
    "mac": ("adres van een netwerkapparaat (MAC)", _REPLACE),
    "coordinates": (
        "coördinaten van een plaats",
        "Vervang ze door een gebied zoals een gemeente, of door het midden daarvan.",
    ),
    "postal-address": (
        "postadres",
        "Verwijder het, of behoud alleen een gebied waar veel mensen wonen.",
    ),
    "birth-date": (
        "geboortedatum",
        "Vervang ze door een leeftijd in jaren, een leeftijdsgroep of het geboortejaar.",
    ),
    "name": (
        "naam van een persoon",
        "Verwijder hem, of vervang hem door waar hij voor staat, zoals “de leerkracht”. Namen "
        "worden in lijsten opgezocht: wie er niet in staat, is niet gevonden; lees dus zelf na "
        "wat namen kan bevatten.",
    ),
    "licence-plate": ("nummerplaat", _REPLACE),
    "institution": ("studenten- of personeelsnummer", _REPLACE),
}

_RULES: Mapping[str, str] = {
    # Why something was found.
    "Far more of its values pass the check of this number than would by chance.": (
        "Veel meer waarden doorstaan de controle van dit nummer dan bij toeval."
    ),
    "It is written as nothing else is.": "Het is geschreven zoals niets anders.",
    "Its name or label says so; the values were not recognised.": (
        "De naam of het label zegt het; de waarden zijn niet herkend."
    ),
    "Its name or label says so, and its values agree.": (
        "De naam of het label zegt het, en de waarden kloppen ermee."
    ),
    "Many of its values are in lists of names.": "Veel waarden staan in lijsten van namen.",
    "Its dates spread as the birth dates of people do.": (
        "De datums zijn verspreid zoals geboortedatums van mensen."
    ),
    "Two columns side by side hold precise points in the Low Countries.": (
        "Twee kolommen naast elkaar bevatten precieze punten in de Lage Landen."
    ),
    "Its name says so, but its points are those of areas, or not precise.": (
        "De naam zegt het, maar de punten zijn die van gebieden, of niet precies."
    ),
    "This is such an identifier. The file is not anonymous as it is.": (
        "Dit is zo'n identificator. Het bestand is zo niet anoniem."
    ),
    "This is very probably such an identifier. Look, and remove it or explain.": (
        "Dit is heel waarschijnlijk zo'n identificator. Kijk het na, en verwijder het of leg uit."
    ),
    "This may be such an identifier. Look, and say what it is.": (
        "Dit kan zo'n identificator zijn. Kijk het na, en zeg wat het is."
    ),
    # Roles, and why.
    "Quasi-identifier: others may know it of a person": (
        "Quasi-identificator: anderen kunnen het van iemand weten"
    ),
    "Sensitive: nobody should learn it of a person": (
        "Gevoelig: niemand mag het van iemand te weten komen"
    ),
    "Identifier: it points to one person": "Identificator: het wijst één persoon aan",
    "None of these": "Niets daarvan",
    "the name of the column says so": "de naam van de kolom zegt het",
    "the label of the variable says so": "het label van de variabele zegt het",
    "its values are dates": "de waarden zijn datums",
    "nearly every row has its own value": "bijna elke rij heeft een eigen waarde",
    "all rows have the same value": "alle rijen hebben dezelfde waarde",
    "it has no values": "er zijn geen waarden",
    "nothing points to a person": "niets wijst naar een persoon",
    # What columns are about.
    "age": "leeftijd",
    "date of birth": "geboortedatum",
    "year or month of birth": "geboortejaar of -maand",
    "sex or gender": "geslacht of gender",
    "postal code": "postcode",
    "place of residence": "woonplaats",
    "region": "regio",
    "coordinates": "coördinaten",
    "occupation": "beroep",
    "education": "opleiding",
    "nationality or origin": "nationaliteit of herkomst",
    "language": "taal",
    "marital status": "burgerlijke staat",
    "household or family": "huishouden of gezin",
    "income": "inkomen",
    "date of an event": "datum van een gebeurtenis",
    "ethnic origin": "etnische afkomst",
    "religion or belief": "godsdienst of overtuiging",
    "political opinion": "politieke opvatting",
    "trade union membership": "lidmaatschap van een vakbond",
    "health": "gezondheid",
    "sex life or sexual orientation": "seksueel leven of seksuele gerichtheid",
    "criminal offences": "strafbare feiten",
    "identifier": "identificator",
    "sampling weight": "steekproefgewicht",
    # What was not searched.
    "Special uniques: combinations of more than {size} variable were not searched.": (
        "Bijzonder unieke rijen: combinaties van meer dan {size} variabele zijn niet doorzocht."
    ),
    "Special uniques: combinations of more than {size} variables were not searched.": (
        "Bijzonder unieke rijen: combinaties van meer dan {size} variabelen zijn niet doorzocht."
    ),
    "Special uniques: the table is too large to combine more than {size} variable; there may be "
    "more special uniques than shown.": (
        "Bijzonder unieke rijen: de tabel is te groot om meer dan {size} variabele te combineren; "
        "er kunnen er meer zijn dan getoond."
    ),
    "Special uniques: the table is too large to combine more than {size} variables; there may be "
    "more special uniques than shown.": (
        "Bijzonder unieke rijen: de tabel is te groot om meer dan {size} variabelen te "
        "combineren; er kunnen er meer zijn dan getoond."
    ),
    "k with missing values as wildcards was not measured: the table is too large for so many "
    "different combinations of missing variables. k with missing as a value holds.": (
        "k met ontbrekende waarden als elke waarde is niet gemeten: de tabel is te groot voor "
        "zoveel verschillende combinaties van ontbrekende variabelen. k met ontbrekend als waarde "
        "geldt."
    ),
}

_CHANGES: Mapping[str, str] = {
    "Without {column}": "Zonder {column}",
    "With {column} cut to the year": "Met {column} ingekort tot het jaar",
    "With {column} cut to the month": "Met {column} ingekort tot de maand",
    "With {column} in bands of {width}": "Met {column} in groepen van {width}",
    "With {column} cut to one digit": "Met {column} ingekort tot één cijfer",
    "With {column} cut to two digits": "Met {column} ingekort tot twee cijfers",
}

_EFFECTS: Mapping[str, str] = {
    "the only sample unique is gone.": "is de enige steekproefunieke rij weg.",
    "sample uniques fall from {before} to {after}.": (
        "dalen de steekproefunieke rijen van {before} naar {after}."
    ),
    "the smallest class grows from {before} to {after} rows.": (
        "groeit de kleinste groep van {before} naar {after} rijen."
    ),
}

TERMS: Mapping[str, str] = {
    **_RULES,
    **{IDENTIFIERS[key].name: name for key, (name, _) in _NAMES.items()},
    **{IDENTIFIERS[key].advice: advice for key, (_, advice) in _NAMES.items()},
    **{
        f"{change}, {effect}": f"{zo} {dan}"
        for change, zo in _CHANGES.items()
        for effect, dan in _EFFECTS.items()
    },
}
