"""The database's tables. A change of them is one more entry of `MIGRATIONS`; published entries never change."""

from __future__ import annotations

MIGRATIONS: list[list[str]] = [
    [
        # One row. `indexed` is not used any more.
        "CREATE TABLE meta (revision INTEGER NOT NULL, indexed INTEGER)",
        "INSERT INTO meta VALUES (0, NULL)",
        # `live` counts the versions that are not in the trash; 0 means that the model as a whole is there.
        # `latest`, `updated` and `bytes` are those of the newest live version, kept here to be sorted by.
        """CREATE TABLE model (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            name_key TEXT NOT NULL,
            description TEXT NOT NULL,
            tags TEXT NOT NULL,
            type TEXT NOT NULL,
            created TEXT NOT NULL,
            last_number INTEGER NOT NULL,
            live INTEGER NOT NULL,
            latest INTEGER,
            updated TEXT,
            bytes INTEGER,
            search TEXT NOT NULL
        )""",
        "CREATE UNIQUE INDEX model_by_name ON model (name_key) WHERE live > 0",
        "CREATE INDEX model_by_updated ON model (updated, name_key) WHERE live > 0",
        "CREATE INDEX model_by_bytes ON model (bytes, name_key) WHERE live > 0",
        """CREATE TABLE trash (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            model INTEGER NOT NULL REFERENCES model (key),
            version INTEGER,
            deleted TEXT NOT NULL,
            username TEXT NOT NULL,
            user_name TEXT NOT NULL
        )""",
        "CREATE INDEX trash_by_model ON trash (model)",
        # `head` is the schema VersionHead, `rest` what Version has beyond it; both JSON.
        """CREATE TABLE version (
            model INTEGER NOT NULL REFERENCES model (key),
            number INTEGER NOT NULL,
            trash INTEGER REFERENCES trash (key),
            created TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            notebook TEXT,
            head TEXT NOT NULL,
            rest TEXT NOT NULL,
            PRIMARY KEY (model, number)
        )""",
        "CREATE INDEX version_by_notebook ON version (notebook, model) WHERE trash IS NULL",
        "CREATE INDEX version_by_trash ON version (trash) WHERE trash IS NOT NULL",
    ],
    [
        # Number of the rules by which the risk was judged; NULL for versions of release 0.1.0.
        "ALTER TABLE version ADD COLUMN rules INTEGER",
        # Who changed what; refers to no row, so that it tells of purged models too. A NULL user is the server.
        """CREATE TABLE change (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            model TEXT NOT NULL,
            name_key TEXT NOT NULL,
            time TEXT NOT NULL,
            kind TEXT NOT NULL,
            version INTEGER,
            fields TEXT NOT NULL,
            username TEXT,
            user_name TEXT
        )""",
        "CREATE INDEX change_by_name ON change (name_key)",
    ],
    [
        # Markdown and a JSON list.
        "ALTER TABLE version ADD COLUMN note TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE version ADD COLUMN tags TEXT NOT NULL DEFAULT '[]'",
        # What makes the first version, or failed to: JSON with id, kind, state, error, creator, updated. NULL for
        # models with a live version.
        "ALTER TABLE model ADD COLUMN operation TEXT",
        # Whether it has its name: it has live versions, or an operation.
        "ALTER TABLE model ADD COLUMN listed INTEGER NOT NULL DEFAULT 0",
        # The schema ModelHead, as JSON (see `heads`).
        "ALTER TABLE model ADD COLUMN head TEXT",
        # The revision that changed the row last.
        "ALTER TABLE model ADD COLUMN touched INTEGER NOT NULL DEFAULT 0",
        "UPDATE model SET listed = live > 0",
        "DROP INDEX model_by_name",
        "CREATE UNIQUE INDEX model_by_name ON model (name_key) WHERE listed",
        "CREATE INDEX model_by_touched ON model (touched)",
    ],
    [
        # The name that a renamed model had.
        "ALTER TABLE change ADD COLUMN before TEXT",
        "CREATE INDEX change_by_model ON change (model)",
        # Few models have an operation, and it tells which one.
        "CREATE INDEX model_by_operation ON model (operation) WHERE operation IS NOT NULL",
    ],
    [
        # Lists are answered by the index in memory, which is made of the texts in this column (see `brief`).
        "ALTER TABLE model ADD COLUMN brief TEXT",
        "DROP INDEX model_by_updated",
        "DROP INDEX model_by_bytes",
        "DROP INDEX version_by_notebook",
        # The id of the operation that published the version.
        "ALTER TABLE version ADD COLUMN transfer TEXT",
        "CREATE INDEX version_by_transfer ON version (transfer) WHERE transfer IS NOT NULL",
        # The revision that removed a row of `model` last; what is gone cannot tell by itself.
        "ALTER TABLE meta ADD COLUMN purged INTEGER NOT NULL DEFAULT 0",
        "CREATE TRIGGER model_gone AFTER DELETE ON model BEGIN UPDATE meta SET purged = revision + 1; END",
    ],
    [
        # For the first pages, which do not wait for the index in memory.
        "CREATE INDEX model_by_updated ON model (updated, name_key) WHERE listed",
    ],
    [
        # To find the versions that have to be judged again, which mostly are none, without reading them all.
        "CREATE INDEX version_by_rules ON version (coalesce(rules, 0)) WHERE trash IS NULL",
    ],
]
