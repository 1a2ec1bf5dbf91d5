-- Secrets that have to be read again (org.latchkey.safe). What opens one is derived from a pepper, which only servers have, and
-- from a random key in the row of whatever the secret belongs to.

-- The peppers that have sealed what is in the safe, by their names in the server's credential store. The newest seals; there are
-- others while they are being replaced.
CREATE TABLE pepper (
    name       VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    -- A text that everybody knows, and this row's half of what opens it: shows whether a server has the right pepper.
    sealed     TEXT        CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    safe_key   BINARY(32)  NOT NULL,
    created_at DATETIME(6) NOT NULL
);

CREATE TABLE safe (
    id     UUID        NOT NULL PRIMARY KEY,
    -- What it is, as "signing key".
    kind   VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    pepper VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL REFERENCES pepper (name),
    -- A JWE.
    sealed TEXT        CHARACTER SET ascii COLLATE ascii_bin NOT NULL
);
