-- Secrets that have to be read again (org.latchkey.safe). What opens one is derived from a pepper, which only servers have, and
-- from a random key in the row of whatever the secret belongs to.
CREATE TABLE safe (
    id     UUID        NOT NULL PRIMARY KEY,
    -- What it is, as "signing key".
    kind   VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- A JWE.
    sealed TEXT        CHARACTER SET ascii COLLATE ascii_bin NOT NULL
);
