"""What an instance says once it runs: where everything is, and who can sign in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ruqsat.running.environment import Instance


def announcement(instance: Instance, people: Sequence[Mapping[str, Any]], *, seconds: float) -> Iterator[str]:
    """
    Its lines.

    :param people: those of the sandbox, as ``GET /api/people`` gives them; none where the authority is a real one.
    """
    yield f"Ruqsat is running, {seconds:.1f} seconds after it was started.\n"
    yield f"  The service   {instance.web_url}/"
    if instance.sandboxed:
        yield f"  The sandbox   {instance.sandbox_url}/  phones, mailbox, bank, registers, the clock"
        yield f"  Whose key     {instance.sandbox_url}/signer/  is in the signing program: choose before you sign in"
    if people:
        yield "\nYou can sign in as:"
    for person in people:
        name = " ".join(filter(None, (person["last"], person["first"], person.get("patronymic"))))
        roles = ", ".join(f"{role['role']} of {role['office']}" for role in person["roles"])
        yield f"  {person['iin']}  {name}: {roles or 'applicant'}. {person.get('story', '')}".rstrip()
    yield f"\nLogs are in {instance.logs}. Stop with Ctrl-C."
