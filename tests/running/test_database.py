from collections.abc import Callable

import psycopg
import pytest
from django.db import connection

from ruqsat.running import CannotRun
from ruqsat.running.database import APP, check_server, django_database
from tests.ground import Database


def test_an_address_becomes_djangos_description() -> None:
    said = django_database("postgresql://me:secret@db.example:5433/ruqsat?sslmode=verify-full", pool_size=3)
    assert (said["NAME"], said["USER"], said["HOST"], said["PORT"]) == ("ruqsat", "me", "db.example", "5433")
    pool = {"min_size": 1, "max_size": 3, "timeout": 3, "reconnect_timeout": 3}
    assert said["OPTIONS"] == {"sslmode": "verify-full", "connect_timeout": 5, "pool": pool}


def test_a_server_that_does_not_answer_is_said_in_one_sentence() -> None:
    with pytest.raises(CannotRun, match=r"^The database in DATABASE_URL does not answer: .*Start it or correct"):
        check_server("postgresql://nobody@127.0.0.1:1/none")


@pytest.mark.django_db
def test_django_runs_as_the_role_that_owns_no_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, count(*) FILTER (WHERE tableowner = current_user) FROM pg_tables")
        assert cursor.fetchone() == (APP, 0)


@pytest.mark.django_db
def test_cyrillic_is_upper_cased_and_searched_by_trigrams() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT upper('әғқңөұүһі'), 'Ғ' ~ '^\\w$'")
        assert cursor.fetchone() == ("ӘҒҚҢӨҰҮҺІ", True)


def test_a_clone_has_the_tables_and_commits(clone_database: Callable[[], Database]) -> None:
    first, second = clone_database(), clone_database()
    with psycopg.connect(first.app_url) as session:
        session.execute("INSERT INTO django_session VALUES ('k', 'd', now())")
    for database, rows in ((first, 1), (second, 0)):
        with psycopg.connect(database.app_url) as session:
            assert session.execute("SELECT count(*) FROM django_session").fetchone() == (rows,)


def test_the_application_cannot_change_tables(clone_database: Callable[[], Database]) -> None:
    with (
        psycopg.connect(clone_database().app_url) as session,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="must be owner"),
    ):
        session.execute("ALTER TABLE django_session ADD COLUMN x int")


def test_django_can_be_given_a_database_of_its_own(own_database: Database) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        assert cursor.fetchone() == (own_database.name,)
