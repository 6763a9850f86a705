"""What a kind of file is made of, from what its record declares: fields, natural keys, headers, and those in
other languages than English, as people head their own lists (what programs write is in presets/).

How each type of value is read from a cell stands here by its name; the readers themselves are in `tables`.
"""

from amcli.hints import NamedTuple
from amcli.interchange.kinds import derived
from amcli.interchange.values.languages import by_language
from amcli.records import declaration
from amcli.records.declaration import Key, in_order, record

HEADERS = by_language("""
name: fr nom | es nombre | it nome | nl naam | sv namn | da navn | fi nimi | pl nazwa
company: de kunde, kundin, firma, firmenname, kundenname, unternehmen, organisation, mandant |
    fr société, entreprise, client, nom du client, raison sociale, organisation, compte |
    es empresa, cliente, nombre del cliente, compañía, organización, cuenta |
    it azienda, cliente, società, ragione sociale, nome cliente, organizzazione |
    pt empresa, cliente, nome do cliente, organização, conta |
    nl bedrijf, klant, klantnaam, bedrijfsnaam, organisatie |
    sv företag, kund, kundnamn, organisation, bolag | da virksomhed, kunde, firma, kundenavn |
    no bedrift, selskap, kunde, kundenavn | fi yritys, asiakas, asiakkaan nimi |
    pl firma, klient, nazwa firmy, nazwa klienta
first name: de vorname | fr prénom | es nombre de pila | it nome di battesimo | pt primeiro nome |
    nl voornaam | sv förnamn | da fornavn | fi etunimi | pl imię
last name: de nachname, familienname | fr nom de famille | es apellido, apellidos | it cognome |
    pt sobrenome, apelido | nl achternaam | sv efternamn | da efternavn | no etternavn | fi sukunimi |
    pl nazwisko
job: de funktion, stelle, jobtitel, berufsbezeichnung | fr fonction, poste | es cargo, puesto |
    it ruolo aziendale, qualifica, mansione | pt cargo | nl functie | sv befattning | da stilling |
    fi asema | pl stanowisko
product: de produkt, artikel, leistung, tarif, paket | fr produit, offre, forfait | es producto, servicio |
    it prodotto, servizio | pt produto, serviço | nl product, dienst | sv produkt, tjänst | fi tuote |
    pl produkt, usługa
quantity: de menge, anzahl, lizenzen, plätze | fr quantité, licences, nombre de licences |
    es cantidad, licencias | it quantità, licenze | pt quantidade, licenças | nl aantal, licenties |
    sv antal, licenser | fi määrä | pl ilość, liczba
currency: de währung | fr devise, monnaie | es moneda, divisa | it valuta | pt moeda | nl munteenheid |
    sv valuta | fi valuutta | pl waluta
value: de wert, vertragswert, auftragswert | fr valeur, montant, valeur du contrat |
    es valor, importe, valor del contrato | it valore, importo, valore del contratto |
    pt valor, montante, valor do contrato | nl waarde, bedrag, contractwaarde | sv värde, belopp |
    da værdi, beløb | no verdi, beløp | fi arvo | pl wartość, kwota
notice: de kündigungsfrist | fr préavis, délai de préavis | es preaviso, plazo de preaviso |
    it preavviso, termine di preavviso | pt aviso prévio | nl opzegtermijn | sv uppsägningstid |
    da opsigelsesvarsel | no oppsigelsestid | fi irtisanomisaika | pl okres wypowiedzenia
auto renew: de automatische verlängerung, verlängert sich, auto verlängerung |
    fr reconduction tacite, renouvellement automatique, tacite reconduction | es renovación automática |
    it rinnovo automatico | pt renovação automática | nl automatische verlenging |
    sv automatisk förlängning | da automatisk fornyelse | pl automatyczne odnowienie
reference: de vertragsnummer, vertragsnr, vertrag | fr numéro de contrat, contrat |
    es número de contrato, contrato | it numero contratto, numero di contratto, contratto |
    pt número do contrato, contrato | nl contractnummer, contract | sv avtalsnummer, avtal |
    da kontraktnummer, aftale | no avtalenummer, avtale | pl numer umowy, umowa
status: de kundenstatus | fr statut | es estado | it stato | pt estado, situação | sv kundstatus | fi tila
industry: de branche | fr secteur, secteur d'activité | es sector, industria | it settore |
    pt setor, indústria | nl branche, sector | sv bransch | da branche | no bransje | fi toimiala |
    pl branża
region: de gebiet, vertriebsgebiet | fr région | es región, zona | it regione | pt região | nl regio
date: de datum, tag | fr date | es fecha | it data | pt data | nl datum | sv datum | da dato |
    fi päivämäärä, pvm | pl data
kind: de art, typ | fr type | es tipo | it tipo | pt tipo | nl soort | sv typ | fi tyyppi | pl typ
subject: de betreff, titel, thema | fr sujet, objet, titre | es asunto, título | it oggetto, titolo |
    pt assunto, título | nl onderwerp, titel | sv ämne | da emne | fi aihe | pl temat, tytuł
due: de fällig, fällig am, frist, fälligkeit | fr échéance, date d'échéance |
    es vencimiento, fecha de vencimiento, fecha límite | it scadenza | pt vencimento, prazo |
    nl vervaldatum, deadline | sv förfallodatum | da forfaldsdato | fi eräpäivä | pl termin
done: de erledigt, erledigt am | fr terminé, fait, terminé le | es hecho, completado |
    it completato, fatto | pt concluído, feito | nl klaar, afgerond | sv klar | da udført | fi valmis |
    pl zrobione
severity: de priorität, dringlichkeit | fr priorité, gravité | es prioridad, gravedad | it priorità |
    pt prioridade | nl prioriteit | sv prioritet | fi prioriteetti | pl priorytet
opened: de eröffnet, eröffnet am, erstellt, erstellt am, gemeldet am |
    fr ouvert le, créé le, date d'ouverture | es abierto el, creado el, fecha de apertura |
    it aperto il, creato il | pt aberto em, criado em | nl geopend op, aangemaakt op
person: de ansprechpartner, ansprechpartnerin, kontakt, kontaktperson |
    fr interlocuteur, personne de contact | es contacto, persona de contacto | it contatto, referente |
    pt contato, pessoa de contato | nl contactpersoon | sv kontaktperson | fi yhteyshenkilö |
    pl osoba kontaktowa
email: de e-mail-adresse | fr courriel, adresse e-mail | es correo, correo electrónico | nl e-mailadres |
    sv e-post | fi sähköposti
phone: de telefon, telefonnummer | fr téléphone | es teléfono | it telefono | pt telefone | nl telefoon |
    fi puhelin
owner: de betreuer, kundenbetreuer | fr responsable, chargé de compte | es responsable | it responsabile |
    pt responsável | nl accountmanager | sv kundansvarig | pl opiekun
notes: de notizen, notiz, bemerkungen, bemerkung, kommentar | fr remarques, commentaires |
    es notas, observaciones | it annotazioni | pt anotações | nl opmerkingen | sv anteckningar |
    pl uwagi, notatki
contract start: de vertragsbeginn, vertragsstart | fr début du contrat, début de contrat, date de début |
    es inicio del contrato, fecha de inicio | it inizio contratto, data di inizio |
    pt início do contrato, data de início | nl ingangsdatum, startdatum | sv avtalsstart, startdatum |
    pl początek umowy
contract end: de vertragsende, laufzeitende | fr fin du contrat, fin de contrat, date de fin |
    es fin del contrato, fin de contrato, fecha de fin | it fine contratto, scadenza, data di scadenza |
    pt fim do contrato, data de término | nl einddatum, einde contract | sv avtalsslut, slutdatum |
    pl koniec umowy
renewal: de verlängerung, verlängerungsdatum, verlängerung am | fr renouvellement, date de renouvellement |
    es renovación, fecha de renovación | it rinnovo, data di rinnovo | pt renovação, data de renovação |
    nl verlenging, verlengingsdatum | sv förnyelse, förnyelsedatum | pl odnowienie, data odnowienia
annual value: de jahreswert, jahresvertragswert | fr valeur annuelle, montant annuel |
    es valor anual, importe anual | it valore annuo, valore annuale | pt valor anual | nl jaarwaarde |
    sv årsvärde | pl wartość roczna
monthly value: de monatswert | fr valeur mensuelle, montant mensuel | es valor mensual, importe mensual |
    it valore mensile | pt valor mensal | nl maandwaarde | sv månadsvärde | pl wartość miesięczna
last contact: de letzter kontakt, letzter kontakt am, zuletzt gesprochen |
    fr dernier contact, dernier échange | es último contacto | it ultimo contatto |
    pt último contato, último contacto | nl laatste contact | sv senaste kontakt | pl ostatni kontakt
resolved: de gelöst, gelöst am, geschlossen am | fr résolu le, fermé le, clos le |
    es resuelto el, cerrado el | it risolto il, chiuso il | pt resolvido em, fechado em |
    nl opgelost op, gesloten op
""")


def of(*terms: str) -> tuple[str, ...]:
    """The words for these in all languages, each once, as headers are compared."""
    words = (word.strip() for term in terms for line in HEADERS[term].values() for word in line.split(","))
    return tuple(dict.fromkeys(word.replace("-", " ") for word in words))


# How a cell is read, by the type of its field.
CELLS = {"link": "word", "number": "decimal", "money": "amount"}


class Field(NamedTuple):
    """A field of a kind, and the column that may bring it.

    `column` is the book's name where it is another; `to` the kind that a reference leads to;
    `later` marks references within one file, which are followed when all its rows are in; rows
    with a `last` one are taken in after the others. `virtual` is what is no column of the book.
    `needed` fields must have a value in every new row.
    """

    name: str
    reader: str = "text"
    aliases: tuple[str, ...] = ()
    column: str = ""
    choices: tuple[str, ...] = ()
    to: str = ""
    needed: bool = False
    later: bool = False
    last: bool = False
    virtual: bool = False

    @property
    def stored(self) -> str:
        return self.column or self.name

    @property
    def is_day(self) -> bool:
        return self.reader in ("day", "happened")


class Kind(NamedTuple):
    """One kind of file.

    To take a file for this kind, a header of each group of `one_of` must be there, and none of
    `never`, which show that it is something else. `claims` are the fields by which rows name their
    records for certain, with the columns of the book that hold them; `once` those that no two records
    share.
    """

    name: str
    table: str
    noun: str
    fields: tuple[Field, ...]
    keys: tuple[Key, ...]
    one_of: tuple[tuple[str, ...], ...]
    has_extra: bool = False
    claims: tuple[tuple[str, str], ...] = ()
    never: tuple[str, ...] = ()
    prepare: derived.Prepare | None = None
    finish: derived.Finish | None = None
    once: tuple[str, ...] = ()

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)


def file_of(kind: str, prepare: derived.Prepare | None = None, finish: derived.Finish | None = None) -> Kind:
    """A kind of record as a file; `prepare` and `finish` are what its rows need before and after matching."""
    told = record(kind)
    file = told.file
    return Kind(
        file.name or told.plural,
        kind,
        file.noun or kind,
        tuple(field_of(field) for field in in_order(file.first, told.fields) if field.filed),
        file.keys,
        file.one_of,
        has_extra=told.field("extra") is not None,
        claims=file.claims,
        never=listed(file.never),
        prepare=prepare,
        finish=finish,
        once=file.once,
    )


def field_of(field: declaration.Field) -> Field:
    """A field of a record as a column of a file brings it."""
    column = f"{field.name}_id" if field.to else field.name if field.file else ""
    return Field(
        field.file or field.name,
        field.cell or CELLS.get(field.type, field.type),
        (*listed(field.headers), *of(*listed(field.translated))),
        column if field.stored else "",
        field.choices,
        field.to,
        field.needed,
        field.later,
        field.last,
        virtual=not field.stored,
    )


def listed(text: str) -> tuple[str, ...]:
    """The headers of a text with commas between."""
    return tuple(text.split(", ")) if text else ()


ACCOUNT = field_of(declaration.ACCOUNT)
NOTES = field_of(declaration.NOTES)
