"""Requests of those who work in an office."""

from django.http import HttpRequest

from ruqsat.people.models import Person


class OfficerRequest(HttpRequest):
    """A request of somebody signed in who holds a post today, as `guards.officer` lets through."""

    person: Person
