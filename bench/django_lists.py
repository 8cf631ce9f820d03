"""The same lists by Django, of a hub's own file: models that it does not manage, its templates, its server of one thread."""
import sys
import django
from django.conf import settings

file, port = sys.argv[1], int(sys.argv[2])
TEMPLATES = {
    "frame.html": """<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><main id="content"><h1>{{ title }}</h1>{% block list %}{% endblock %}
<nav class="pages" aria-label="Pages"><ul><li>Page {{ page.number }} of {{ page.paginator.num_pages }}</li>
{% if page.has_next %}<li><a rel="next" href="?page={{ page.next_page_number }}">More</a></li>{% endif %}</ul></nav></main></body></html>""",
    "waiting.html": """{% extends "frame.html" %}{% block list %}<ol class="cards">{% for household in page %}
<li><article class="card"><h2><a href="/households/{{ household.id }}">{{ household.people }} {{ household.people|pluralize:"person,people" }}{% if household.district %}, <bdi>{{ household.district }}</bdi>{% endif %}</a></h2>
{% if household.spoken %}<p><bdi>{{ household.spoken|join:", " }}</bdi></p>{% endif %}
<p class="meta">since {{ household.since|date:"j F Y" }}</p></article></li>{% endfor %}</ol>{% endblock %}""",
    "services.html": """{% extends "frame.html" %}{% block list %}<h2>{{ page.paginator.count }} places to ask</h2>
<form method="get"><select name="speaks">{% for language in spoken %}<option value="{{ language.code }}">{{ language.code }}</option>{% endfor %}</select></form>
<ul class="cards">{% for service in page %}
<li><article class="card"><h3><a href="/services/{{ service.id }}"><span dir="auto">{{ service.name }}</span></a></h3>
{% if service.alternate_name %}<p dir="auto">{{ service.alternate_name }}</p>{% endif %}<p class="meta" dir="auto">{{ service.organization.name }}</p>
{% if service.description %}<p dir="auto">{{ service.description|truncatechars:160 }}</p>{% endif %}
<ul class="tags">{% if service.status == "temporarily closed" %}<li class="tag">Closed for now</li>{% endif %}{% if service.free %}<li class="tag">Free</li>{% endif %}
{% for place in service.halls %}<li class="tag"><bdi>{{ place.location.name }}</bdi></li>{% endfor %}
{% if service.spoken %}<li class="tag"><bdi>{{ service.spoken|join:", " }}</bdi></li>{% endif %}</ul></article></li>{% endfor %}</ul>{% endblock %}""",
}
settings.configure(
    DEBUG=False, ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, USE_TZ=True, USE_I18N=False,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": file, "CONN_MAX_AGE": None}},
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {
        "loaders": [("django.template.loaders.cached.Loader", [("django.template.loaders.locmem.Loader", TEMPLATES)])]}}])
django.setup()

from datetime import datetime
from django.core.paginator import Paginator
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.db.models import Count, Prefetch
from django.shortcuts import render
from django.urls import path


def table(name):
    return type("Meta", (), {"managed": False, "db_table": name, "app_label": "lists"})


def to(model, column, name="+"):
    return models.ForeignKey(model, models.DO_NOTHING, db_column=column, related_name=name)


class Household(models.Model):
    Meta = table("households")
    id = models.TextField(primary_key=True)
    district, worker_id, created_at = models.TextField(null=True), models.TextField(null=True), models.TextField()

    @property
    def people(self):
        return len(self.members.all())

    @property
    def since(self):
        return datetime.fromisoformat(self.created_at)

    @property
    def spoken(self):
        return sorted({language.code for person in self.members.all() for language in person.languages.all()})


class Person(models.Model):
    Meta = table("persons")
    id, household = models.TextField(primary_key=True), to(Household, "household_id", "members")


class PersonLanguage(models.Model):
    Meta = table("person_languages")
    person, code, level = to(Person, "person_id", "languages"), models.TextField(primary_key=True), models.TextField()


class Organization(models.Model):
    Meta = table("organizations")
    id, name = models.TextField(primary_key=True), models.TextField()


class Service(models.Model):
    Meta = table("services")
    id, organization = models.TextField(primary_key=True), to(Organization, "organization_id")
    name, alternate_name, description, status = models.TextField(), models.TextField(null=True), models.TextField(null=True), models.TextField()

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


class Place(models.Model):
    Meta = table("service_at_locations")
    id, service, location = models.TextField(primary_key=True), to(Service, "service_id", "places"), to(Location, "location_id")


class ServiceLanguage(models.Model):
    Meta = table("service_languages")
    service, code = to(Service, "service_id", "languages"), models.TextField(primary_key=True)


class CostOption(models.Model):
    Meta = table("cost_options")
    id, service, amount = models.TextField(primary_key=True), to(Service, "service_id", "costs"), models.FloatField(null=True)


def waiting(request):
    native = PersonLanguage.objects.filter(level="native").only("person", "code")
    found = Household.objects.filter(worker_id=None).order_by("created_at", "id").prefetch_related(
        Prefetch("members", Person.objects.only("id", "household")), Prefetch("members__languages", native))
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "waiting.html", {"title": "Households without a case worker", "page": page})


def services(request):
    found = Service.objects.filter(status__in=["active", "temporarily closed"]).order_by("name", "id").select_related("organization").only(
        "id", "name", "alternate_name", "description", "status", "organization__name").prefetch_related(
        Prefetch("places", Place.objects.select_related("location").order_by("location__name")),
        Prefetch("languages", ServiceLanguage.objects.order_by("code")), "costs")
    spoken = ServiceLanguage.objects.values("code").annotate(services=Count("service")).order_by("-services", "code")[:40]
    page = Paginator(found, 20).get_page(request.GET.get("page"))
    return render(request, "services.html", {"title": "Find help", "page": page, "spoken": spoken})


urlpatterns = [path("households/waiting", waiting), path("services", services)]

if __name__ == "__main__":
    from waitress import create_server
    server = create_server(get_wsgi_application(), host="127.0.0.1", port=port, threads=1)
    print("ready", flush=True)
    server.run()
