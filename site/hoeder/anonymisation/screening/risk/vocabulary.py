# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Words by which a column tells what it says of a person, in Dutch, French and English.

Sensitive are the special categories of GDPR article 9 and the offences of article 10. Which
variables are quasi-identifiers is agreed on by those who publish data on people: the lists of
Statistics Netherlands (μ-Argus manual, ch. 2), UK Data Service and EMA policy 0070.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from ..model import Column


class Role(StrEnum):
    """The part that a column has to play."""

    QUASI = "quasi"
    SENSITIVE = "sensitive"
    IDENTIFIER = "identifier"
    WEIGHT = "weight"
    NONE = "none"


@dataclass(frozen=True)
class Concept:
    """What a column is about. ``terms``: words, separated by commas; ``*`` ends a stem."""

    role: Role
    terms: str


CONCEPTS: Mapping[str, Concept] = {
    "age": Concept(
        Role.QUASI,
        "age, aged, leeftijd*, age ans, ages, tranche age, age group, agegroup, agecat, lft, "
        "leeft, edad, years old, jaar oud",
    ),
    "birth-date": Concept(
        Role.QUASI,
        "birth date, date of birth, birthdate, birthday, dob, geboortedatum, geb datum, gebdat, "
        "geboortedag, verjaardag, date naissance, date de naissance, jour naissance, ddn",
    ),
    "birth-year": Concept(
        Role.QUASI,
        "birth year, year of birth, birthyear, yob, yrbrn, geboortejaar, gebjaar, geb jaar, "
        "annee naissance, annee de naissance, birth month, geboortemaand, mois naissance",
    ),
    "sex": Concept(
        Role.QUASI,
        "sex, gender, geslacht*, sexe, genre, gndr, man vrouw, m v, male, female, homme femme",
    ),
    "postcode": Concept(
        Role.QUASI,
        "postcode*, post code, postal code, postalcode, zip, zipcode, zip code, postnummer, "
        "code postal, codepostal, postnr",
    ),
    "municipality": Concept(
        Role.QUASI,
        "gemeente*, woonplaats*, stad, woongemeente, deelgemeente, commune*, ville, localite, "
        "lieu residence, municipality, city, town, village, nis code, niscode, ins code, "
        "place residence, residence, lieu, plaats, hometown, fusiegemeente",
    ),
    "region": Concept(
        Role.QUASI,
        "region*, regio, provincie, province, arrondissement*, district, county, state, "
        "departement, canton, kanton, gewest, nuts*, wijk, buurt, quartier, neighbourhood, "
        "neighborhood, statistical sector, statistische sector, secteur statistique",
    ),
    "coordinates": Concept(
        Role.QUASI,
        "latitude, longitude, lat, lon, lng, gps, coordinates, coordinaten, coordonnees, geo, "
        "breedtegraad, lengtegraad, lambert",
    ),
    "occupation": Concept(
        Role.QUASI,
        "occupation*, profession*, job, job title, beroep*, functie, metier, emploi, isco*, "
        "fonction, employment, werk, workclass, tewerkstelling, arbeidssituatie, work status, "
        "employer, werkgever, employeur, sector employment, nace*",
    ),
    "education": Concept(
        Role.QUASI,
        "education*, edu, educ, opleiding*, diploma*, onderwijs*, scholing, studierichting, "
        "studiegebied, etudes, niveau etudes, formation, diplome*, isced*, degree, schooling, "
        "school, ecole, qualification, scholingsgraad, eisced, edlvl*",
    ),
    "nationality": Concept(
        Role.QUASI,
        "nationality, nationaliteit*, nationalite, citizenship, staatsburgerschap, citoyennete, "
        "country, land, pays, native country, country birth, country of birth, geboorteland, "
        "pays naissance, pays de naissance, birthplace, place of birth, geboorteplaats, "
        "lieu naissance, lieu de naissance, land herkomst, herkomst, origine, ctzcntr, cntbrth*",
    ),
    "language": Concept(
        Role.QUASI,
        "mother tongue, native language, home language, moedertaal, thuistaal, langue maternelle, "
        "langue, taal, language",
    ),
    "marital-status": Concept(
        Role.QUASI,
        "marital, marital status, married, civil status, burgerlijke staat, burgerlijkestaat, "
        "gehuwd, etat civil, situation matrimoniale, marie, relationship, relationship status, "
        "partner, samenwonend, cohabitation, maritl*, gezinssituatie",
    ),
    "household": Concept(
        Role.QUASI,
        "household size, household, hh size, hhsize, hhmmb, gezinsgrootte, gezinsomvang, "
        "huishouden, huishoud*, gezin, menage, taille menage, children, kids, kinderen, "
        "aantal kinderen, enfants, nombre enfants, family size, family, famille, nchild, siblings",
    ),
    "income": Concept(
        Role.QUASI,
        "income*, household income*, gezinsinkomen*, revenu menage, inkomen*, revenu, revenus, "
        "salary*, salaris, wage, wages, loon, salaire, "
        "hinctnta, inkomsten, traitement salarial, earnings",
    ),
    "event-date": Concept(
        Role.QUASI,
        "admission date, date of admission, discharge date, opnamedatum, ontslagdatum, "
        "date admission, date sortie, date of death, overlijdensdatum, date deces, visit date",
    ),
    "ethnicity": Concept(
        Role.SENSITIVE,
        "ethnic, ethnicity, ethniciteit, ethnie, etnic*, ethnic*, etnie, race, racial, "
        "origine ethnique, etnische afkomst, huidskleur, skin colour, skin color",
    ),
    "religion": Concept(
        Role.SENSITIVE,
        "religion*, religious*, religie*, geloof*, godsdienst*, levensbeschouwing*, belief, "
        "beliefs, culte, croyance*, confession*, faith, denomination, rlgdnm",
    ),
    "politics": Concept(
        Role.SENSITIVE,
        "political*, politic*, politiek*, politique*, party vote, vote, voted, stemgedrag, "
        "partij, parti, party, stem, kiesintentie, left right, links rechts, lrscale, prtvt*",
    ),
    "union": Concept(
        Role.SENSITIVE, "trade union, union member, union, vakbond*, syndicat*, mbtru"
    ),
    "health": Concept(
        Role.SENSITIVE,
        "health*, gezondheid*, sante, diagnos*, disease*, ziekte*, maladie*, illness, aandoening*, "
        "medication*, medicatie, medicament*, treatment, behandeling, disability, handicap*, "
        "beperking, invalidity, invaliditeit, depression*, depressie*, anxiety, angst, hiv, "
        "aids, cancer, kanker, diabetes, bmi, pregnan*, zwanger*, enceinte, grossesse, symptom*, "
        "icd, icd10, icpc, atc, blood*, bloed*, genetic*, genetisch*, genetique*, dna, "
        "mental, patholog*, comorbid*, vaccin*, smoking, roken, rookt, alcohol, drugs, hlthhmp",
    ),
    "sexuality": Concept(
        Role.SENSITIVE,
        "sexual orientation, sexual*, seksue*, sexuel*, orientation sexuelle, geaardheid, "
        "seksuele geaardheid, lgbt*, sexlife, homosexual*",
    ),
    "offences": Concept(
        Role.SENSITIVE,
        "criminal*, crime*, offence*, offense*, conviction*, veroordel*, strafblad, strafrecht*, "
        "misdrijf, delict*, delit*, condamnation*, casier judiciaire, prison, arrest, gevangenis",
    ),
    "identifier": Concept(
        Role.IDENTIFIER,
        "id, uuid, guid, identifier, identificatie, identifiant, respondent id, respondentnummer, "
        "respnr, resp id, patient id, patientnummer, patient number, record id, participant id, "
        "deelnemer nummer, deelnemersnummer, case id, caseid, idno, dossiernummer, dossiernr, "
        "numero dossier, subject id, rrn, rijksregisternummer, niss, insz, ssn, bsn, email, "
        "e mail, phone, telefoon*, gsm, telephone, name, naam, nom, prenom, voornaam, "
        "achternaam, familienaam, surname, firstname, lastname, first name, last name, address, "
        "adres*, adresse, ip address, ipaddress, iban, rekeningnummer, token, studentnummer, "
        "stamnummer, personeelsnummer, matricule",
    ),
    "weight": Concept(
        Role.WEIGHT,
        "sampling weight, sample weight, survey weight, design weight, population weight, "
        "post stratification weight, pweight, dweight, pspwght, pspweight, anweight, fnlwgt, "
        "wgt, finalweight, final weight, weegfactor, weegcoefficient, wegingsfactor, "
        "wegingscoefficient, steekproefgewicht, poids sondage, poids de sondage, ponderation*, "
        "coefficient ponderation",
    ),
}


def words(text: str) -> tuple[str, ...]:
    """The words of a header or a label: lower case, without accents.

    >>> words("AnnéeNaissance"), words("respGeb_Jaar2"), words("ZIPcode")
    (('annee', 'naissance'), ('resp', 'geb', 'jaar'), ('zipcode',))
    """
    folded = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    camel = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain)
    return tuple(re.findall(r"[a-z]+", camel.lower()))


@cache
def _terms() -> tuple[tuple[str, tuple[str, ...], bool], ...]:
    """Concept, the words of a term, and whether the last one is a stem; long terms first."""
    terms = [
        (name, words(term), term.endswith("*"))
        for name, concept in CONCEPTS.items()
        for term in (part.strip() for part in concept.terms.split(","))
    ]
    return tuple(sorted(terms, key=lambda term: -sum(map(len, term[1]))))


def concept_in(text: str) -> str:
    """The concept that a text names by its longest term; empty if it names none.

    A term of several words also counts if they are written as one (``birthyear``).

    >>> concept_in("birth_year"), concept_in("BirthYear"), concept_in("birthyear")
    ('birth-year', 'birth-year', 'birth-year')
    >>> concept_in("Âge"), concept_in("page"), concept_in("leeftijdsklasse")
    ('age', '', 'age')
    """
    found = words(text)
    for name, term, stem in _terms():
        for start in range(len(found)):
            if _matches(found[start : start + len(term)], term, stem) or (
                len(term) > 1 and _matches(found[start : start + 1], ("".join(term),), stem)
            ):
                return name
    return ""


def _matches(found: tuple[str, ...], term: tuple[str, ...], stem: bool) -> bool:
    if len(found) < len(term) or found[:-1] != term[:-1]:
        return False
    return found[-1].startswith(term[-1]) if stem else found[-1] == term[-1]


def concept_of(column: Column) -> str:
    """The concept that the column's name tells, else its label."""
    return concept_in(column.name) or concept_in(column.label)
