"""The usual words of other programs and languages for the closed vocabularies: one table, by vocabulary,
value and language.

A word stands for one value of its vocabulary, whatever its capitals, accents, blanks and hyphens. What is in
no table is asked for (`--values`), never guessed. Not for yes and no (languages.py).
"""

import re
from functools import cache

from amcli import vocabulary as v
from amcli.interchange.values.languages import Words, by_language, plain

SYNONYMS: dict[tuple[str, ...], Words] = {
    v.SEVERITIES: by_language("""
critical: en urgent, blocker, showstopper, emergency, outage, highest, very high, immediate, major outage,
      p0, p1, prio 1, priority 1, sev 0, sev 1, severity 1, s1, 1 - critical, p1 - critical |
    de kritisch, dringend, blockierend, notfall, sehr hoch, höchste |
    fr critique, urgente, bloquant, très élevée, immédiate |
    es crítico, crítica, urgente, bloqueante, muy alta | it critico, critica, bloccante, molto alta |
    pt crítico, crítica, bloqueador, muito alta | nl kritiek, dringend, spoed, zeer hoog |
    sv kritisk, brådskande | fi kriittinen, kiireellinen | pl krytyczny, pilny
high: en major, important, severe, p2, prio 2, priority 2, sev 2, severity 2, s2, 2 - high, p2 - high |
    de hoch, wichtig, schwer | fr élevé, élevée, haute, majeur, majeure, importante |
    es alta, alto, importante, grave | it elevata, grave | pt elevada | nl hoog, belangrijk | sv hög |
    da høj | no høy | fi korkea | pl wysoki
medium: en normal, moderate, standard, average, default, p3, prio 3, priority 3, sev 3, severity 3, s3, 3 -
      moderate, 3 - medium, p3 - medium, p3 - normal |
    de mittel, mittlere | fr normale, moyen, moyenne | es media, medio | it medio | pt média, médio |
    nl gemiddeld, normaal | sv medel | fi keskitaso, normaali | pl średni, normalny
low: en minor, trivial, lowest, cosmetic, very low, p4, p5, prio 4, priority 4, sev 4, sev 5, severity 4,
      s4, 4 - low, 5 - planning, p4 - low |
    de niedrig, gering, leicht | fr faible, basse, mineur, mineure | es baja, bajo, menor |
    it bassa, basso, minore | pt baixa, baixo | nl laag | sv låg | da lav | fi matala | pl niski
"""),
    v.ACCOUNT_STATUSES: by_language("""
active: en customer, client, current, live, paying, existing customer, customer - direct, open, subscribed |
    de kunde, aktiv, bestandskunde | fr client actif, actif | es cliente, activo | it attivo | pt ativo |
    nl klant, actief | sv kund, aktiv kund | fi asiakas, aktiivinen | pl klient, aktywny
onboarding: en prospect, prospective, new, new customer, trial, trialing, implementation, implementing |
    de interessent, neukunde, einführung | fr nouveau client, nouveau, essai |
    es cliente potencial, cliente nuevo, nuevo, prueba | it potenziale cliente, nuovo cliente, prova |
    pt cliente em potencial, novo cliente, novo | nl nieuwe klant, nieuw
churned: en lost, former, former customer, ex customer, past customer, cancelled, canceled, terminated,
      churn, closed, lapsed |
    de gekündigt, verloren, ehemalig, ehemaliger kunde, beendet | fr perdu, ancien client, résilié |
    es perdido, excliente, cancelado | it perso, ex cliente, disdetto | pt antigo cliente, encerrado |
    nl verloren, opgezegd, ex-klant
archived: de archiviert | fr archivé | es archivado | it archiviato | pt arquivado | nl gearchiveerd
"""),
    v.TIERS: by_language("""
key: en gold, platinum, diamond, tier 1, tier one, t1, a, a customer, key account, strategic, vip, top, high
      touch |
    de schlüsselkunde, strategisch, premium, a-kunde | fr or, stratégique, compte clé, grand compte |
    es oro, estratégico, cuenta clave | it oro, strategico | pt ouro, estratégico | nl goud, strategisch
standard: en silver, tier 2, tier two, t2, b, b customer, core, medium, regular, mid touch, normal |
    de silber, b-kunde | fr argent | es plata, estándar | it argento | pt prata, padrão |
    nl zilver, standaard
light: en bronze, tier 3, tier three, t3, c, c customer, d, tail, long tail, low touch, tech touch, small |
    de c-kunde, klein | es bronce | it bronzo | nl brons
"""),
    v.INTERACTION_KINDS: by_language("""
call: en phone call, phone, telephone, telephone call, outbound call, inbound call, cold call, voice |
    de anruf, telefonat, telefon | fr appel, appel téléphonique, téléphone |
    es llamada, llamada telefónica, teléfono | it chiamata, telefonata, telefono |
    pt chamada, ligação, telefone | nl telefoongesprek, gesprek, telefoon | sv samtal, telefonsamtal |
    fi puhelu | pl rozmowa, telefon
email: en e-mail, mail, emails, email sent, email received, sent email, letter | fr courriel, e-mail |
    es correo, correo electrónico | nl e-mailbericht | sv e-post | fi sähköposti
meeting: en video meeting, video call, videocall, online meeting, web meeting, virtual meeting, zoom, teams,
      demo, lunch, breakfast, dinner, coffee, event, appointment, workshop, training, webinar, in person
      meeting, check in, kickoff, kick off |
    de besprechung, termin, videokonferenz, mittagessen, treffen, meeting vor ort |
    fr réunion, rendez-vous, visioconférence, déjeuner, rdv |
    es reunión, videollamada, comida, almuerzo, cita |
    it riunione, videochiamata, pranzo, appuntamento, incontro | pt reunião, videochamada, almoço |
    nl vergadering, afspraak, videogesprek, bespreking | sv möte, videomöte |
    fi kokous, palaveri, tapaaminen | pl spotkanie, wideorozmowa
qbr: en ebr, business review, quarterly business review, quarterly review, executive business review |
    de quartalsgespräch, jahresgespräch
visit: en site visit, on site, onsite, on site visit, field visit, customer visit |
    de besuch, kundenbesuch, vor ort | fr visite | es visita | nl bezoek | pl wizyta
chat: en message, sms, text, text message, whatsapp, whats app, slack, instant message, im, live chat,
      linkedin message |
    de nachricht | fr message texte | es mensaje | it messaggio | pt mensagem | nl bericht
note: en notes, comment, memo, internal note | de notiz, anmerkung | fr remarque | es nota | nl notitie
"""),
    v.DIRECTIONS: by_language("""
in: en inbound, incoming, received | de eingehend | fr entrant | es entrante
out: en outbound, outgoing, sent | de ausgehend | fr sortant | es saliente
"""),
    v.OPPORTUNITY_STAGES: by_language("""
identified: en new, prospecting, lead, qualification, discovery, open, pipeline, needs analysis |
    de neu, offen | fr nouveau, nouvelle | es nuevo, nueva, abierto
qualified: en demo, demo scheduled, value proposition, evaluation, develop, best case | de qualifiziert |
    fr qualifié, qualifiée | es calificado, cualificado
proposed: en proposal, quote, quoted, negotiation, contract sent, proposal sent, commit, negotiating |
    de angebot, verhandlung | fr proposition, devis, négociation | es propuesta, negociación
won: en closed won, closed - won, sold, accepted, signed | de gewonnen, abgeschlossen |
    fr gagné, gagnée, remporté | es ganado, ganada, cerrado ganado
lost: en closed lost, closed - lost, rejected, declined, omitted, abandoned | de verloren, abgelehnt |
    fr perdu, perdue | es perdido, perdida, cerrado perdido
"""),
    v.OPPORTUNITY_KINDS: by_language("""
upsell: en expansion, upgrade, existing business, existing customer - upgrade, add on, addon
cross_sell: en cross-selling, crosssell, new product
referral: en referred, recommendation | de empfehlung
"""),
    v.STAGES: by_language("""
not_started: en new, open, todo, to do, upcoming, not contacted, none, pending | de offen, nicht begonnen
contacted: en in progress, in discussion, started, outreach, engaged | de kontaktiert
proposed: en proposal, proposal sent, quote, quote sent, quoted, negotiation, negotiating, contract sent |
    de angebot, angeboten
verbal: en verbal commit, verbally agreed, agreed, committed | de mündlich, zugesagt
signed: en completed, done, closed won, renewed, won | de unterschrieben
"""),
    v.FORECASTS: by_language("""
commit: en committed, closed, closed won, certain, secured, safe, green | de sicher
likely: en best case, upside, probable, expected, on track | de wahrscheinlich
doubtful: en pipeline, at risk, risk, uncertain, worst case, unlikely | de unsicher
lost: en omitted, churn, churned, closed lost, red | de verloren
"""),
    v.OUTCOMES: by_language("""
renewed: en won, closed won, renew, extended, retained | de verlängert | fr renouvelé | es renovado
churned: en lost, closed lost, churn, cancelled, canceled, terminated, not renewed, expired |
    de gekündigt, verloren, abgelaufen | fr résilié, perdu | es cancelado, perdido
"""),
    v.GOAL_STATUSES: by_language("""
open: en in progress, new, active, not started, on track, at risk, ongoing, pending, todo, to do |
    de offen, in arbeit
met: en completed, complete, closed, done, achieved, reached, finished, success |
    de erledigt, erreicht, abgeschlossen, fertig | fr terminé, atteint, fait | es completado, hecho, logrado
missed: en failed, not met, not achieved, overdue | de verfehlt
dropped: en cancelled, canceled, abandoned, on hold, paused | de verworfen
"""),
    v.ISSUE_CATEGORIES: by_language("""
product: en bug, defect, feature, technical, feature request, outage, performance, incident
support: en how to, question, help, training, service, service request
billing: en invoice, payment, finance, invoicing | de rechnung, abrechnung
delivery: en shipping, onboarding, implementation, logistics | de lieferung
other: en general, miscellaneous, misc, unknown | de sonstiges, andere
"""),
    v.PULSES: by_language("""
good: en green, happy, healthy, positive, great, high | de gut, grün
ok: en okay, yellow, amber, neutral, fair, medium, average | de mittel, gelb
bad: en red, unhappy, poor, negative, at risk, critical, low | de schlecht, rot
"""),
    v.STANCES: by_language("""
supporter: en promoter, advocate, supportive, positive, fan, mentor | de befürworter
neutral: en passive, unknown, undecided
critic: en detractor, opponent, negative, sceptic, skeptic, enemy | de kritiker
"""),
    v.ROLES: by_language("""
champion: en advocate, sponsor user
economic_buyer: en buyer, budget holder, budget owner, purchaser, procurement
decision_maker: en decider, decision | de entscheider | fr décideur
executive_sponsor: en sponsor, exec sponsor, executive
influencer: en evaluator, technical buyer, coach | de beeinflusser
user: en end user, power user, admin, administrator | de anwender
blocker: en detractor, gatekeeper
other: en unknown, none of these | de andere
"""),
    v.SURVEY_KINDS: by_language("""
nps: en net promoter score, relationship nps, enps
csat: en customer satisfaction, satisfaction, satisfaction score
ces: en customer effort score, effort score
"""),
}


def bare(text: str) -> str:
    """A word of a vocabulary for comparison: `Not Started`, `not-started` and `not_started` are one."""
    return re.sub(r"[\s_-]+", "", plain(text))


@cache
def known_words(choices: tuple[str, ...]) -> dict[str, str]:
    """What each known word means, by its bare form; the vocabulary's own words among them."""
    found = {
        bare(word): value
        for value, by_language in SYNONYMS.get(choices, {}).items()
        for line in by_language.values()
        for word in line.split(",")
    }
    return found | {bare(choice): choice for choice in choices}
