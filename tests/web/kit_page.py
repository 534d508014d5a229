"""A page that shows every component of the kit. It exists under the tests alone."""

from datetime import UTC, date, datetime
from pathlib import Path

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from ruqsat.law.saying import Saying
from ruqsat.law.terms import Due
from ruqsat.web import forms

TEMPLATE = Path(__file__).with_name("kit.html")


class KitForm(forms.GovukForm):
    """One field of every sort."""

    name = django_forms.CharField(label="Имя", error_messages={"required": "Введите имя"})
    about = django_forms.CharField(
        label="Дополнительно", widget=django_forms.Textarea, required=False, help_text="Кратко"
    )
    born = forms.DayField(label="Дата рождения")
    kind = forms.ChoiceField(
        label="Кто подаёт", choices=[("individual", "Физическое лицо"), ("entity", "Юридическое лицо")]
    )
    subtypes = forms.ChoicesField(label="Подвиды", choices=[("a", "Терапия"), ("b", "Хирургия")])
    region = forms.ChoiceField(
        label="Область", choices=[("75", "Алматы"), ("71", "Астана")], widget=django_forms.Select
    )
    phone = forms.PhoneField(label="Телефон")
    iin = forms.IinField(label="ИИН")
    file = forms.UploadField(label="Диплом", max_size=10 * 1024 * 1024)
    agree = forms.TickField(label="Все документы действительны")


class Refusal:
    """What the law answers when something cannot be done now."""

    ref = "Rules 12"
    why = Saying(text="%(day)s is a working day.", values={"day": date(2026, 4, 9)})
    not_before = Due(ref="Rules 12", on=date(2026, 4, 9), moment=datetime(2026, 4, 9, 4, tzinfo=UTC), derivation=())


def kit(request: HttpRequest, audience: str = "portal") -> HttpResponse:
    """Every component, in the portal's or the desk's frame."""
    form = (
        KitForm(request.POST, request.FILES)
        if request.method == "POST"
        else KitForm({"born_day": "31", "born_month": "2", "born_year": "2000"})
    )
    values = {
        "base": f"base_{audience}.html",
        "form": form,
        "today": date(2026, 4, 9),
        "now": datetime(2026, 4, 9, 9, 5, tzinfo=UTC),
        "permission": Refusal(),
        "headings": ["Дело", "Заявитель", "Срок", "Сбор"],
        "navigation": [{"url": "/", "text": "Дело", "current": True}, {"url": "/", "text": "Документы", "count": 3}],
        "statement": b'{"kind":"received"}',
    }
    page = engines["django"].from_string(TEMPLATE.read_text(encoding="utf-8"))
    return HttpResponse(page.render(values, request))


urlpatterns = [
    path("", include("ruqsat.web.urls")),
    path("kit/<slug:audience>/", kit),
]
