"""What can go wrong with a library on a server, or on its way to another place, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

SERVER = (
    QT_TRANSLATE_NOOP("reasons", "A library cannot be at an address that begins with '{0}://'."),
    QT_TRANSLATE_NOOP("reasons", "Give a file, or a database like '{0}'."),
    QT_TRANSLATE_NOOP("reasons", "The address of the library cannot be read."),
    QT_TRANSLATE_NOOP("reasons", "It looks like '{0}'."),
    QT_TRANSLATE_NOOP("reasons", "A library on a server needs {0}, which are not installed."),
    QT_TRANSLATE_NOOP("reasons", "Install them: '{0}'."),
    QT_TRANSLATE_NOOP("reasons", "The server has PostgreSQL {0}, which is too old."),
    QT_TRANSLATE_NOOP("reasons", "Ask its administrator for PostgreSQL {0} or newer."),
    QT_TRANSLATE_NOOP("reasons", "The database {0} is not in UTF-8."),
    QT_TRANSLATE_NOOP(
        "reasons", "Ask its administrator to make it anew: 'createdb --encoding=UTF8'."
    ),
    QT_TRANSLATE_NOOP("reasons", "The server has pgvector {0}, which is too old."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "Ask its administrator for pgvector 0.5 or newer, then: 'ALTER EXTENSION vector UPDATE;'",
    ),
    QT_TRANSLATE_NOOP("reasons", "The server has no pgvector, which searches the embeddings."),
    QT_TRANSLATE_NOOP(
        "reasons", "Ask its administrator to install it ('apt install postgresql-NN-pgvector')."
    ),
    QT_TRANSLATE_NOOP("reasons", "The extension pgvector is not enabled in the database {0}."),
    QT_TRANSLATE_NOOP("reasons", "Ask its administrator to run there: 'CREATE EXTENSION vector;'"),
    QT_TRANSLATE_NOOP("reasons", "The database {0} holds tables of another program."),
    QT_TRANSLATE_NOOP("reasons", "Ask the administrator for an empty database for MedView."),
    QT_TRANSLATE_NOOP("reasons", "The library {0} was written by a newer version of MedView."),
    QT_TRANSLATE_NOOP("reasons", "Update this one."),
    QT_TRANSLATE_NOOP("reasons", "The connection to the library on {0} was lost."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "What was saved before is kept. When the server answers again, look whether your last "
        "change is there, and make it again if it is not.",
    ),
    QT_TRANSLATE_NOOP("reasons", "The server does not let this user write into the library ({0})."),
    QT_TRANSLATE_NOOP("reasons", "Ask the administrator for all rights on the database {0}."),
    QT_TRANSLATE_NOOP("reasons", "The library on {0} is read-only at the moment."),
    QT_TRANSLATE_NOOP("reasons", "Ask the administrator: it may be a copy of the server."),
    QT_TRANSLATE_NOOP("reasons", "Another window was writing into the library for too long."),
    QT_TRANSLATE_NOOP("reasons", "Another window wrote the same just before."),
    QT_TRANSLATE_NOOP("reasons", "Look at it, then try again."),
    QT_TRANSLATE_NOOP("reasons", "The server {0} of the library cannot be reached ({1})."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "Check the network, then ask the administrator whether the server runs. What was saved "
        "before is kept there.",
    ),
    QT_TRANSLATE_NOOP("reasons", "The server {0} does not let this user in ({1})."),
    QT_TRANSLATE_NOOP(
        "reasons", "Check user and password: a password is best kept in '~/.pgpass'."
    ),
    QT_TRANSLATE_NOOP("reasons", "The server {0} has no database {1}."),
    QT_TRANSLATE_NOOP(
        "reasons", "Ask the administrator to make it, or check the address of the library."
    ),
    QT_TRANSLATE_NOOP("reasons", "What arrived of '{0}' is not what was sent."),
    QT_TRANSLATE_NOOP(
        "reasons", "Nothing was kept there, and the library is where it was. Try again."
    ),
    QT_TRANSLATE_NOOP("reasons", "The library on {0} has no backups here."),
    QT_TRANSLATE_NOOP("reasons", "Ask the administrator of the server to restore the database."),
    QT_TRANSLATE_NOOP(
        "reasons", "A password does not belong into the settings, where it can be read."
    ),
    QT_TRANSLATE_NOOP(
        "reasons", "Leave it out of the address and put it into '~/.pgpass' (see the README)."
    ),
    QT_TRANSLATE_NOOP("reasons", "{0} is a folder, and a library is a file."),
    QT_TRANSLATE_NOOP("reasons", "Give a file in it, like 'library.sqlite'."),
    QT_TRANSLATE_NOOP("reasons", "There is a library at the new place already."),
    QT_TRANSLATE_NOOP("reasons", "Give an empty database, or a file that is not there yet."),
)
