"""Reading what a client sent; anything missing or misshapen is answered with a sentence, not with a stack trace."""

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any, NoReturn
from uuid import UUID

from aiohttp import web


def refuse(status: int, error: str, message: str, **more: object) -> NoReturn:
    """Answer *status* with ``{"error", "message", …}``."""
    answer = {"error": error, "message": message, **more}
    raised = _STATUSES[status](text=json.dumps(answer, ensure_ascii=False), content_type="application/json")
    raise raised


_STATUSES: Mapping[int, type[web.HTTPException]] = {
    400: web.HTTPBadRequest,
    403: web.HTTPForbidden,
    404: web.HTTPNotFound,
    409: web.HTTPConflict,
    410: web.HTTPGone,
    422: web.HTTPUnprocessableEntity,
    503: web.HTTPServiceUnavailable,
}


class Body:
    """A JSON object as sent, or a form's fields."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self.fields = fields

    def text(self, name: str, default: str | None = None) -> str:
        """A field of text; without *default* it must be there and not be empty."""
        value = self.fields.get(name)
        if value is None or value == "":
            if default is None:
                refuse(422, "field_missing", f"The field {name} is missing.", field=name)
            return default
        if not isinstance(value, str):
            refuse(422, "field_wrong", f"The field {name} must be text.", field=name)
        return value

    def number(self, name: str, default: int | None = None) -> int:
        """A whole number, in JSON or typed in a form."""
        value = self.fields.get(name, default)
        if isinstance(value, str) and value.strip().lstrip("-").isdigit():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            refuse(422, "field_wrong", f"The field {name} must be a whole number.", field=name)
        return value

    def fraction(self, name: str, default: float) -> float:
        """A number that need not be whole, in JSON or typed in a form."""
        value = self.fields.get(name)
        if value is None or value == "":
            return default
        try:
            number = float(value)
        except (TypeError, ValueError):
            number = float("nan")
        if isinstance(value, bool) or not isfinite(number):
            refuse(422, "field_wrong", f"The field {name} must be a number.", field=name)
        return number

    def uuid(self, name: str) -> str:
        """A UUID, written in its one usual form."""
        try:
            return str(UUID(self.text(name)))
        except ValueError:
            refuse(422, "field_wrong", f"The field {name} must be a UUID.", field=name)

    def texts(self, name: str) -> list[str]:
        """A list of texts, at least one."""
        value = self.fields.get(name)
        if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
            refuse(422, "field_wrong", f"The field {name} must be a list of texts.", field=name)
        return list(value)

    def mapping(self, name: str) -> Mapping[str, Any]:
        """A JSON object."""
        value = self.fields.get(name)
        if not isinstance(value, dict):
            refuse(422, "field_wrong", f"The field {name} must be an object.", field=name)
        return value


async def body_of(request: web.Request) -> Body:
    """The JSON object that *request* carries."""
    try:
        value = json.loads(await request.read())
    except ValueError:
        refuse(400, "not_json", "The body is not JSON.")
    if not isinstance(value, dict):
        refuse(400, "not_json", "The body is not a JSON object.")
    return Body(value)


async def form_of(request: web.Request) -> Body:
    """The fields of a posted form."""
    return Body({name: value for name, value in (await request.post()).items() if isinstance(value, str)})


def see(address: str) -> web.HTTPSeeOther:
    """After a form: look at *address*. To be raised."""
    return web.HTTPSeeOther(address)
