"""What the tables refuse by themselves: other organisations' rows, edited audit lines.

Revision: 0002, after 0001.

PostgreSQL: a transaction that acts for one organisation takes on the role
`handslag_member`, which sees the rows of `handslag.organisation` and no others; a table
without a policy is closed to it. Where the login may not make roles, an administrator
makes it first: CREATE ROLE handslag_member; GRANT handslag_member TO <login>.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OWNED = (
    "account",
    "api_key",
    "archive",
    "audit_event",
    "audit_head",
    "audit_salt",
    "batch",
    "batch_item",
    "broken_glass",
    "consent",
    "consent_event",
    "consent_file",
    "consent_text",
    "delivery",
    "draft",
    "earlier_file",
    "erasure",
    "erasure_item",
    "handover",
    "handover_run",
    "job",
    "membership",
    "notice",
    "participant",
    "person",
    "record",
    "record_date",
    "record_group",
    "record_hold",
    "rendition",
    "retention_rule",
    "revision",
    "role_grant",
    "scan_page",
    "scan_pile",
    "search_entry",
    "session",
    "team",
    "unit",
)
THROUGH = {
    "attempt": "job",
    "job_event": "job",
    "code": "delivery",
    "proof": "delivery",
}
CLOSED = ("sign_in", "instance", "queue_hold", "audit_day", "audit_day_head")
INSERT_ONLY = ("audit_event", "audit_day", "audit_day_head", "consent_event")
REFUSE = "SELECT RAISE(ABORT, 'the audit trail is never changed')"
OURS = "(SELECT nullif(current_setting('handslag.organisation', true), '')::uuid)"

POSTGRES = (
    """
    DO $$ BEGIN
        CREATE ROLE handslag_member NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END $$
    """,
    """
    DO $$ BEGIN
        IF NOT pg_has_role(current_user, 'handslag_member', 'MEMBER') THEN
            EXECUTE format('GRANT handslag_member TO %I', current_user);
        END IF;
    END $$
    """,
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public"
    " TO handslag_member",
    "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO handslag_member",
    "REVOKE UPDATE, DELETE ON audit_event, consent_event FROM handslag_member",
    "REVOKE DELETE ON audit_head FROM handslag_member",
    "REVOKE UPDATE ON audit_salt FROM handslag_member",
    """
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the audit trail is never changed';
    END $$
    """,
    *(
        f"CREATE TRIGGER {table}_stays BEFORE {change} ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        for table, change in (
            *((table, "UPDATE OR DELETE") for table in INSERT_ONLY),
            ("audit_salt", "UPDATE"),
            ("audit_head", "DELETE"),
        )
    ),
    *(
        f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        for table in (*INSERT_ONLY, "audit_head")
    ),
    "CREATE TRIGGER audit_head_grows BEFORE UPDATE ON audit_head FOR EACH ROW"
    " WHEN (new.length <= old.length OR new.chain_id <> old.chain_id)"
    " EXECUTE FUNCTION refuse_change()",
    "CREATE INDEX ix_search_entry_words ON search_entry"
    " USING gin (to_tsvector('simple', words))",
    # Row security keeps `@@` from the index, because it is not marked as leakproof. This
    # runs as the tables' owner and keeps the wall itself (docs/decisions/0011). Without
    # the index each row's words are parsed anew: seconds, so the plan is no free choice.
    f"""
    CREATE FUNCTION found_records(owner uuid, asked text) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp SET enable_seqscan = off AS $$
        WITH found AS MATERIALIZED (
            SELECT record_id, organisation_id FROM search_entry
            WHERE to_tsvector('simple', words) @@ to_tsquery('simple', asked)
        )
        SELECT record_id FROM found WHERE organisation_id = owner
        AND (current_setting('role') <> 'handslag_member' OR owner = {OURS})
    $$
    """,
)
SQLITE = (
    *(
        f"CREATE TRIGGER {table}_{change.lower()} BEFORE {change} ON {table}"
        f" BEGIN {REFUSE}; END"
        for table, change in (
            *((table, "UPDATE") for table in (*INSERT_ONLY, "audit_salt")),
            *((table, "DELETE") for table in (*INSERT_ONLY, "audit_head")),
        )
    ),
    "CREATE TRIGGER audit_head_grows BEFORE UPDATE ON audit_head"
    " WHEN new.length <= old.length OR new.chain_id <> old.chain_id"
    f" BEGIN {REFUSE}; END",
    # REPLACE deletes without asking the triggers above.
    "CREATE TRIGGER audit_event_not_replaced BEFORE INSERT ON audit_event"
    " WHEN EXISTS (SELECT 1 FROM audit_event WHERE id = new.id"
    " OR (chain_id = new.chain_id AND number = new.number))"
    f" BEGIN {REFUSE}; END",
    "CREATE VIRTUAL TABLE search_index USING fts5"
    " (words, content='search_entry', content_rowid='number')",
    "CREATE TRIGGER search_entry_in AFTER INSERT ON search_entry BEGIN"
    " INSERT INTO search_index (rowid, words) VALUES (new.number, new.words); END",
    "CREATE TRIGGER search_entry_out AFTER DELETE ON search_entry BEGIN"
    " INSERT INTO search_index (search_index, rowid, words)"
    " VALUES ('delete', old.number, old.words); END",
    "CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN"
    " INSERT INTO search_index (search_index, rowid, words)"
    " VALUES ('delete', old.number, old.words);"
    " INSERT INTO search_index (rowid, words) VALUES (new.number, new.words); END",
)


def upgrade() -> None:
    is_postgres = op.get_bind().dialect.name == "postgresql"
    for statement in _postgres() if is_postgres else SQLITE:
        op.execute(statement)


def _postgres() -> tuple[str, ...]:
    policies = {table: f"organisation_id = {OURS}" for table in OWNED}
    policies["organisation"] = f"id = {OURS}"
    for table, parent in THROUGH.items():
        key = f"{table}.{parent}_id"
        policies[table] = f"EXISTS (SELECT 1 FROM {parent} WHERE {parent}.id = {key})"
    closed = (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        for table in (*policies, *CLOSED)
    )
    opened = (
        f"CREATE POLICY own ON {table} TO handslag_member"
        f" USING ({rule}) WITH CHECK ({rule})"
        for table, rule in policies.items()
    )
    return (*POSTGRES, *closed, *opened)
