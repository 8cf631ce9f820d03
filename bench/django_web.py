"""The same pages by Django, of a copy of a hub's own files, with the hub's durability and its keys. For gunicorn: django_web:application.

HUB_DATA is the folder of the data, HUB_KEY the file of the root key.
"""
import hashlib
import hmac
import os
import secrets
from datetime import date, datetime, timedelta, timezone

import django
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

DATA = os.environ["HUB_DATA"]
FRAME = """<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><main id="content"><h1>{{ title }}</h1>{% block body %}{% endblock %}</main></body></html>"""
PAGES = """{% if page.has_other_pages %}<nav class="pages" aria-label="Pages"><ul><li>Page {{ page.number }} of {{ page.paginator.num_pages }}</li>
{% if page.has_next %}<li><a rel="next" href="?page={{ page.next_page_number }}">More</a></li>{% endif %}</ul></nav>{% endif %}"""
TEMPLATES = {
    "frame.html": FRAME,
    "services.html": """{% extends "frame.html" %}{% block body %}<form method="get"><input name="q" value="{{ q }}">
<select name="speaks">{% for language in spoken %}<option value="{{ language.code }}">{{ language.code }}</option>{% endfor %}</select></form>
<h2>{{ page.paginator.count }} places to ask</h2><ul class="cards">{% for service in page %}
<li><article class="card"><h3><a href="/services/{{ service.id }}"><span dir="auto">{{ service.name }}</span></a></h3>
{% if service.alternate_name %}<p dir="auto">{{ service.alternate_name }}</p>{% endif %}<p class="meta" dir="auto">{{ service.organization.name }}</p>
{% if service.description %}<p dir="auto">{{ service.description|truncatechars:160 }}</p>{% endif %}
<ul class="tags">{% if service.status == "temporarily closed" %}<li class="tag">Closed for now</li>{% endif %}{% if service.free %}<li class="tag">Free</li>{% endif %}
{% for place in service.halls %}<li class="tag"><bdi>{{ place.location.name }}</bdi></li>{% endfor %}
{% if service.spoken %}<li class="tag"><bdi>{{ service.spoken|join:", " }}</bdi></li>{% endif %}</ul></article></li>{% endfor %}</ul>""" + PAGES + "{% endblock %}",
    "service.html": """{% extends "frame.html" %}{% block body %}<p dir="auto">{{ service.organization.name }}</p><p dir="auto">{{ service.description }}</p>
{% for phone in service.phones.all %}<p><a href="tel:{{ phone.number }}"><bdi>{{ phone.number }}</bdi></a></p>{% endfor %}
{% if service.email %}<p><a href="mailto:{{ service.email }}">{{ service.email }}</a></p>{% endif %}
{% if service.eligibility_description %}<h2>For whom</h2><p dir="auto">{{ service.eligibility_description }}</p>{% endif %}
{% if service.application_process %}<h2>How to come</h2><p dir="auto">{{ service.application_process }}</p>{% endif %}
<ul>{% for document in service.documents.all %}<li dir="auto">{{ document.document }}</li>{% endfor %}</ul>
<ul>{% for cost in service.costs.all %}<li>{{ cost.option }} {{ cost.amount }} {{ cost.currency }}</li>{% endfor %}</ul>
<ul>{% for language in service.languages.all %}<li><bdi>{{ language.code }}</bdi></li>{% endfor %}</ul>
{% for place in service.places.all %}<section><h2 dir="auto">{{ place.location.name }}</h2>
{% for address in place.location.addresses.all %}<p dir="auto">{{ address.address_1 }}, {{ address.postal_code }} {{ address.city }}</p>{% endfor %}
<ul>{% for schedule in place.schedules.all %}<li>{{ schedule.byday }} {{ schedule.opens_at }} {{ schedule.closes_at }}</li>{% endfor %}</ul></section>{% endfor %}
<ul>{% for schedule in service.schedules.all %}<li>{{ schedule.byday }} {{ schedule.opens_at }} {{ schedule.closes_at }}</li>{% endfor %}</ul>{% endblock %}""",
    "people.html": """{% extends "frame.html" %}{% block body %}<h2>In your care</h2><ol class="cards">{% for household in households %}
<li><article class="card"><h3><a href="/households/{{ household.id }}"><bdi>{{ household.head }}</bdi></a></h3>
<p class="meta">{{ household.count }} {{ household.count|pluralize:"person,people" }}{% if household.district %} <bdi>{{ household.district }}</bdi>{% endif %}</p></article></li>{% endfor %}</ol>{% endblock %}""",
    "round.html": """{% extends "frame.html" %}{% block body %}<p>{{ round.served }} needs can be helped now.</p>
<dl><div><dt>Made</dt><dd>{{ round.made_at }}</dd></div><div><dt>Open needs</dt><dd>{{ round.needs }}</dd></div><div><dt>Offers</dt><dd>{{ round.offers }}</dd></div><div><dt>Pairs</dt><dd>{{ round.pairs }}</dd></div></dl>
<nav><ul><li>Proposed: {{ proposed }}</li><li>Waiting: {{ waiting }}</li></ul></nav><ol class="cards">{% for line in lines %}
<li class="card"><h3><a href="/round/needs/{{ line.need.id }}">{{ line.need.program }}{% if line.district %}, <bdi>{{ line.district }}</bdi>{% endif %}</a></h3>
<p><bdi>{{ line.who }}</bdi>: {{ line.shared|join:", " }} {{ line.hours }} h</p>
<form method="post" action="/matches"><input type="hidden" name="need" value="{{ line.need.id }}"><input type="hidden" name="offer" value="{{ line.offer.id }}"><button>Approve</button></form></li>{% endfor %}</ol>""" + PAGES + "{% endblock %}",
    "desk.html": """{% extends "frame.html" %}{% block body %}<ol class="desk">{% for item in items %}<li><div><h2>{{ item.title }}{% if item.name %}: <bdi>{{ item.name }}</bdi>{% endif %}</h2>
<p class="meta">{% if item.urgency > 1 %}<span class="tag bad">Overdue</span> {% endif %}Waits on: <strong>{{ item.on }}</strong>{% if item.since %}, since {{ item.since }}{% endif %}</p></div>
<a class="button main" href="{{ item.route }}">{{ item.button }}</a></li>{% endfor %}</ol>{% if more %}<p><a href="/desk/all">and {{ more }} more</a></p>{% endif %}{% endblock %}""",
}
settings.configure(
    DEBUG=False, ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, USE_TZ=True, USE_I18N=False,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{DATA}/hub.sqlite", "CONN_MAX_AGE": None,
                           "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;", "transaction_mode": "IMMEDIATE", "timeout": 20}}},
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {
        "loaders": [("django.template.loaders.cached.Loader", [("django.template.loaders.locmem.Loader", TEMPLATES)])]}}])
django.setup()

import sqlite3  # noqa: E402

from django.core.paginator import Paginator  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.db.models import Count, Prefetch, Q  # noqa: E402
from django.http import Http404, HttpResponseForbidden  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402


class Keys:
    """The hub's keys, as Sources/Vault makes them: the hub's secrets under the root, one key a person, AES-256-GCM for each field."""
    ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

    def __init__(self):
        typed = open(os.environ["HUB_KEY"]).read().strip().replace("-", "")[:52]
        number = 0
        for letter in typed:
            number = number << 5 | self.ALPHABET.index(letter)
        root = (number >> (52 * 5 - 256)).to_bytes(32, "big")
        locked, self.keys = AESGCM(self.expand(hmac.new(b"tessera", root, hashlib.sha256).digest(), "root wrap")), {}
        with sqlite3.connect(f"{DATA}/keys.sqlite") as keys:
            hub = {(name, version): locked.decrypt(wrapped[:12], wrapped[12:], f"hub_secrets|{name}|{version}".encode())
                   for name, version, wrapped in keys.execute("SELECT name, version, wrapped FROM hub_secrets")}
            self.naming = self.expand(hub["lasting", 1], "pseudonym")
            wrapping = {version: AESGCM(key) for (name, version), key in hub.items() if name == "wrapping"}
            for person, version, under, wrapped in keys.execute("SELECT person_id, version, wrapping, wrapped FROM person_keys WHERE wrapped IS NOT NULL"):
                self.keys[person, version] = AESGCM(wrapping[under].decrypt(wrapped[:12], wrapped[12:], f"person_keys|{person}|{version}".encode()))

    @staticmethod
    def expand(key, use):
        return hmac.new(key, f"tessera|{use}".encode() + b"\x01", hashlib.sha256).digest()

    def open(self, sealed, table, column, row, person):
        sealed = bytes(sealed)
        version = int.from_bytes(sealed[1:3], "big")
        padded = self.keys[person, version].decrypt(sealed[3:15], sealed[15:], f"{table}|{row}|{column}|{version}|1".encode())
        return padded[4:4 + int.from_bytes(padded[:4], "big")].decode()

    def pseudonym(self, person):
        return hmac.new(self.naming, person.encode(), hashlib.sha256).hexdigest()[:32]


KEYS = Keys()


def table(name):
    return type("Meta", (), {"managed": False, "db_table": name, "app_label": "hub"})


def to(model, column, name="+"):
    return models.ForeignKey(model, models.DO_NOTHING, db_column=column, related_name=name, null=True)


class Organization(models.Model):
    Meta = table("organizations")
    id, name = models.TextField(primary_key=True), models.TextField()


class Service(models.Model):
    Meta = table("services")
    id, organization = models.TextField(primary_key=True), to(Organization, "organization_id")
    name, alternate_name, description, status = models.TextField(), models.TextField(null=True), models.TextField(null=True), models.TextField()
    email, eligibility_description, application_process = models.TextField(null=True), models.TextField(null=True), models.TextField(null=True)

    @property
    def halls(self):
        return [place for place in self.places.all() if place.location.name and place.location.location_type == "physical"][:2]

    @property
    def spoken(self):
        return [language.code for language in self.languages.all()][:4]

    @property
    def free(self):
        return any(cost.amount == 0 for cost in self.costs.all())


class Location(models.Model):
    Meta = table("locations")
    id, name, location_type = models.TextField(primary_key=True), models.TextField(null=True), models.TextField()


class Address(models.Model):
    Meta = table("addresses")
    id, location = models.TextField(primary_key=True), to(Location, "location_id", "addresses")
    address_1, city, postal_code = models.TextField(), models.TextField(), models.TextField()


class Place(models.Model):
    Meta = table("service_at_locations")
    id, service, location = models.TextField(primary_key=True), to(Service, "service_id", "places"), to(Location, "location_id")


class Schedule(models.Model):
    Meta = table("schedules")
    id, service, place = models.TextField(primary_key=True), to(Service, "service_id", "schedules"), to(Place, "service_at_location_id", "schedules")
    byday, opens_at, closes_at = models.TextField(null=True), models.TextField(null=True), models.TextField(null=True)


class Phone(models.Model):
    Meta = table("phones")
    id, service, number = models.TextField(primary_key=True), to(Service, "service_id", "phones"), models.TextField()


class Document(models.Model):
    Meta = table("required_documents")
    id, service, document = models.TextField(primary_key=True), to(Service, "service_id", "documents"), models.TextField(null=True)


class ServiceLanguage(models.Model):
    Meta = table("service_languages")
    service, code = to(Service, "service_id", "languages"), models.TextField(primary_key=True)


class CostOption(models.Model):
    Meta = table("cost_options")
    id, service, amount = models.TextField(primary_key=True), to(Service, "service_id", "costs"), models.FloatField(null=True)
    option, currency = models.TextField(null=True), models.TextField(null=True)


class User(models.Model):
    Meta = table("users")
    id, person_id = models.TextField(primary_key=True), models.TextField()


class Session(models.Model):
    Meta = table("sessions")
    id, secret_hash, user = models.TextField(primary_key=True), models.BinaryField(), to(User, "user_id")
    organization_id, expires_at, ended_at = models.TextField(), models.TextField(), models.TextField(null=True)


class Membership(models.Model):
    Meta = table("memberships")
    user_id, organization_id, role, ended_at = models.TextField(primary_key=True), models.TextField(), models.TextField(), models.TextField(null=True)


class Household(models.Model):
    Meta = table("households")
    id = models.TextField(primary_key=True)
    organization_id, district, worker_id, created_at = models.TextField(), models.TextField(null=True), models.TextField(null=True), models.TextField()


class Person(models.Model):
    Meta = table("persons")
    id, household, is_head = models.TextField(primary_key=True), to(Household, "household_id", "members"), models.BooleanField()
    given_name, family_name = models.BinaryField(), models.BinaryField(null=True)

    @property
    def name(self):
        names = [("given_name", self.given_name), ("family_name", self.family_name)]
        return " ".join(KEYS.open(value, "persons", column, self.id, self.id) for column, value in names if value)


class Round(models.Model):
    Meta = table("rounds")
    id, organization_id, made_at, is_current = models.TextField(primary_key=True), models.TextField(), models.TextField(), models.BooleanField()
    needs, offers, pairs, served = models.IntegerField(), models.IntegerField(), models.IntegerField(), models.IntegerField()


class Need(models.Model):
    Meta = table("needs")
    id, household, program = models.TextField(primary_key=True), to(Household, "household_id"), models.TextField()


class Giver(models.Model):
    Meta = table("givers")
    id, person_id, title = models.TextField(primary_key=True), models.TextField(null=True), models.TextField(null=True)


class Offer(models.Model):
    Meta = table("offers")
    id, giver = models.TextField(primary_key=True), to(Giver, "giver_id")


class Proposal(models.Model):
    Meta = table("proposals")
    need, round, offer, place, is_open = models.OneToOneField(Need, models.DO_NOTHING, primary_key=True, db_column="need_id", related_name="+"), to(Round, "round_id"), to(Offer, "offer_id"), models.IntegerField(), models.BooleanField()


class Application(models.Model):
    Meta = table("applications")
    id, person_id, initials = models.TextField(primary_key=True), models.TextField(), models.BinaryField()


class VolunteerStep(models.Model):
    Meta = table("volunteer_steps")
    person_id, organization_id, step, turn = models.TextField(primary_key=True), models.TextField(), models.TextField(), models.TextField()
    since, clear_until = models.DateField(), models.DateField(null=True)


class MatchFact(models.Model):
    Meta = table("match_facts")
    id, organization_id, side, free, is_seen = models.TextField(primary_key=True), models.TextField(), models.TextField(), models.IntegerField(), models.BooleanField()


class Match(models.Model):
    Meta = table("matches")
    id, organization_id, status = models.TextField(primary_key=True), models.TextField(), models.TextField()


class Ask(models.Model):
    Meta = table("asks")
    id, match, leaves_at, answer = models.TextField(primary_key=True), to(Match, "match_id"), models.TextField(), models.TextField(null=True)


class Flag(models.Model):
    Meta = table("engagement_flags")
    id, organization_id, engagement_id, kind = models.TextField(primary_key=True), models.TextField(), models.TextField(), models.TextField()
    severity, raised_at, settled_at = models.IntegerField(), models.TextField(), models.TextField(null=True)


class Engagement(models.Model):
    Meta = table("engagements")
    id, organization_id, supervisor_id, status = models.TextField(primary_key=True), models.TextField(), models.TextField(), models.TextField()


class Concern(models.Model):
    Meta = table("concerns")
    id, organization_id, lead_id, raised_at = models.TextField(primary_key=True), models.TextField(), models.TextField(), models.TextField()
    received_at, closed_at = models.TextField(null=True), models.TextField(null=True)


class FactLanguage(models.Model):
    Meta = table("match_fact_languages")
    fact_id, code = models.TextField(primary_key=True), models.TextField()


class FactTime(models.Model):
    Meta = table("match_fact_times")
    fact_id, weekday, from_minute, to_minute = models.TextField(primary_key=True), models.IntegerField(), models.IntegerField(), models.IntegerField()


def signed_in(role):
    """Recognizes the session by its cookie, as the hub does, and asks for the role."""
    def guard(view):
        def guarded(request):
            digest = hashlib.sha256(request.COOKIES.get("s", "").encode()).digest()
            session = Session.objects.select_related("user").filter(secret_hash=digest, ended_at=None).first()
            if session is None or session.expires_at < datetime.now(timezone.utc).isoformat():
                return HttpResponseForbidden()
            if not Membership.objects.filter(user_id=session.user_id, organization_id=session.organization_id, role=role, ended_at=None).exists():
                return HttpResponseForbidden()
            request.session = session
            return view(request)
        return guarded
    return guard


def record(session, purpose, people, kinds):
    """What was opened of whom, on disk before the answer leaves."""
    at, actor = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z"), KEYS.pseudonym(session.user.person_id)
    row = (secrets.token_urlsafe(16), at, actor, session.organization_id, purpose, " ".join([kinds] + [KEYS.pseudonym(person) for person in people]))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO opened_reads (id, at, actor, organization, purpose, people) VALUES (%s, %s, %s, %s, %s, %s)", row)


def services(request):
    words = request.GET.get("q", "").split()
    found = Service.objects.filter(status__in=["active", "temporarily closed"]).order_by("name", "id").select_related("organization").prefetch_related(
        Prefetch("places", Place.objects.select_related("location").order_by("location__name")),
        Prefetch("languages", ServiceLanguage.objects.order_by("code")), "costs")
    for word in words:
        found = found.filter(Q(name__icontains=word) | Q(alternate_name__icontains=word) | Q(description__icontains=word) | Q(organization__name__icontains=word))
    spoken = ServiceLanguage.objects.values("code").annotate(services=Count("service")).order_by("-services", "code")[:40]
    return render(request, "services.html", {"title": "Find help", "q": request.GET.get("q", ""), "page": Paginator(found, 20).get_page(request.GET.get("page")), "spoken": spoken})


def service(request, id):
    found = Service.objects.select_related("organization").prefetch_related(
        "phones", "documents", "costs", "languages", "schedules", Prefetch("places", Place.objects.select_related("location")),
        "places__location__addresses", "places__schedules").filter(id=id).first()
    if found is None:
        raise Http404
    return render(request, "service.html", {"title": found.name, "service": found})


@signed_in("case_worker")
def people(request):
    session = request.session
    found = Household.objects.filter(organization_id=session.organization_id, worker_id=session.user_id).order_by("-created_at", "id").prefetch_related(
        Prefetch("members", Person.objects.order_by("-is_head", "id")))
    households = [{"id": household.id, "head": members[0].name, "person": members[0].id, "count": len(members), "district": household.district}
                  for household in found if (members := household.members.all())]
    record(session, "casework", [household["person"] for household in households], "identity")
    return render(request, "people.html", {"title": "People", "households": households})


@signed_in("coordinator")
def proposals(request):
    session = request.session
    current = Round.objects.get(organization_id=session.organization_id, is_current=True)
    all_of = Proposal.objects.filter(round=current, is_open=True)
    matched = all_of.exclude(offer=None).order_by("place").select_related("need__household", "offer__giver")
    page = Paginator(matched, int(os.environ.get("PER_PAGE", "20"))).get_page(request.GET.get("page"))
    shown = list(page)
    people = [proposal.offer.giver.person_id for proposal in shown if proposal.offer.giver.person_id]
    initials = {found.person_id: KEYS.open(found.initials, "applications", "initials", found.person_id, found.person_id) for found in Application.objects.filter(person_id__in=people)}
    facts = [id for proposal in shown for id in (proposal.need_id, proposal.offer_id)]
    codes, times = {}, {}
    for language in FactLanguage.objects.filter(fact_id__in=facts).values_list("fact_id", "code"):
        codes.setdefault(language[0], set()).add(language[1])
    for time in FactTime.objects.filter(fact_id__in=facts).values_list("fact_id", "weekday", "from_minute", "to_minute"):
        times.setdefault(time[0], []).append(time[1:])
    lines = [{
        "need": proposal.need, "offer": proposal.offer, "district": proposal.need.household.district,
        "who": proposal.offer.giver.title or initials.get(proposal.offer.giver.person_id, ""),
        "shared": sorted(codes.get(proposal.need_id, set()) & codes.get(proposal.offer_id, set())),
        "hours": sum(max(0, min(a[2], b[2]) - max(a[1], b[1])) for a in times.get(proposal.need_id, []) for b in times.get(proposal.offer_id, []) if a[0] == b[0]) / 60,
    } for proposal in shown]
    record(session, "matching", initials, "circumstances")
    return render(request, "round.html", {
        "title": "Matching round", "round": current, "lines": lines, "page": page,
        "proposed": all_of.exclude(offer=None).count(), "waiting": all_of.filter(offer=None).count()})


def item(urgency, title, since, button, route, on="us", person=None):
    return {"urgency": urgency, "title": title, "since": since, "button": button, "route": route, "on": on, "person": person}


def volunteers_things(organization, today):
    """What each volunteer needs next: our step, a reference that does not come, a clearance that ends."""
    def all_of(lines, one):
        found, first = [], list(lines[:7])
        for line in first:
            found.append(one(line))
        if len(first) == 7 and (rest := len(lines[7:107])):
            found.append(item(0, f"{rest} more volunteers wait", None, "All volunteers", "/volunteers"))
        return found

    def link(line):
        return f"/volunteers/{line.person_id}"
    of_all, week, soon = VolunteerStep.objects.filter(organization_id=organization), today - timedelta(days=7), today + timedelta(days=60)
    return [
        all_of(of_all.filter(turn="hub").order_by("since", "person_id"), lambda line: item(
            2 if line.step == "talk" or (today - line.since).days > 14 else 1, line.step, line.since, "Open the offer",
            link(line) + ("#referees" if line.step == "ask" else ""), person=line.person_id)),
        all_of(of_all.filter(turn="referees", since__lt=week).order_by("since", "person_id"), lambda line: item(
            1, "Ask again", line.since, "Ask again", link(line) + "#referees", "The people who know them", line.person_id)),
        all_of(of_all.filter(clear_until__lte=soon).order_by("clear_until", "person_id"), lambda line: item(
            2 if line.clear_until < today else 1 if (line.clear_until - today).days <= 30 else 0, "The clearance ends",
            line.clear_until if line.clear_until < today else None, "See what runs out", link(line), person=line.person_id)),
    ]


def rounds_things(organization):
    current = Round.objects.filter(organization_id=organization, is_current=True).first()
    unseen = MatchFact.objects.filter(organization_id=organization, side="need", free__gt=0, is_seen=False).count()
    proposed = Proposal.objects.filter(round=current, is_open=True).exclude(offer=None)[:100].count() if current else 0
    things = [item(1, f"{proposed} proposals wait to be approved", current.made_at[:10], "Look at what is proposed", "/round")] if proposed else []
    return things + ([item(0, f"{unseen} open needs were in no round yet", None, "Make the round", "/round")] if unseen else [])


def engagements_things(organization, user, now):
    flags = {}
    for flag in Flag.objects.filter(organization_id=organization, settled_at=None).order_by("-severity", "raised_at", "id")[:28]:
        flags.setdefault(flag.engagement_id, flag)
    things = [item(flag.severity, flag.kind, flag.raised_at[:10], "See the engagement", f"/engagements/{flag.engagement_id}", "you") for flag in list(flags.values())[:7]]
    late = (now - timedelta(days=14)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    things += [item(2, "A question has not been answered", ask.leaves_at[:10], "See the questions", "/asks", "The newcomer") for ask in Ask.objects.filter(
        answer=None, leaves_at__lte=late, match__status="asking", match__organization_id=organization).order_by("leaves_at", "id")[:3]]
    load = Engagement.objects.filter(organization_id=organization).exclude(status="ended").values("supervisor_id").annotate(count=Count("id")).order_by("-count")
    most = load.first()
    if most and most["count"] > 30:
        things.append(item(0, f"One person supervises {most['count']} engagements", now.date(), "See the engagements", "/engagements", "you"))
    concerns = Concern.objects.filter(organization_id=organization, lead_id=user, closed_at=None).order_by("raised_at", "id")[:7]
    return things, [item(1 if concern.received_at else 3, "A concern", concern.raised_at[:10], "Read it", f"/concerns/{concern.id}", "you") for concern in concerns]


def most_urgent(sources):
    """The most urgent first; of things as urgent as each other one of each area in turn, and of one area the longest waiting."""
    turns = []
    for things in sources:
        taken = {}
        for thing in sorted(things, key=lambda thing: str(thing["since"] or "9")):
            turn = taken.setdefault(thing["urgency"], 0)
            turns.append((-thing["urgency"], turn, str(thing["since"] or "9"), len(turns), thing))
            taken[thing["urgency"]] += 1
    return [thing for *_, thing in sorted(turns, key=lambda entry: entry[:4])]


@signed_in("coordinator")
def desk(request):
    session, now = request.session, datetime.now(timezone.utc)
    organization = session.organization_id
    things = most_urgent([*volunteers_things(organization, date.today()), rounds_things(organization), *engagements_things(organization, session.user_id, now)])
    shown = things[:7]
    people = [thing["person"] for thing in shown if thing["person"]]
    for found in Application.objects.filter(person_id__in=people) if people else []:
        for thing in shown:
            if thing["person"] == found.person_id:
                thing["name"] = KEYS.open(found.initials, "applications", "initials", found.person_id, found.person_id)
    if people:
        record(session, "volunteering", people, "circumstances")
    return render(request, "desk.html", {"title": "To do today", "items": shown, "more": len(things) - len(shown)})


urlpatterns = [path("desk", desk), path("services", services), path("services/<str:id>", service), path("people", people), path("round", proposals)]
application = get_wsgi_application()
