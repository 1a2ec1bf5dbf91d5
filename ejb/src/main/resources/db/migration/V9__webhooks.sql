-- Webhooks: who is told of what happens in a company, and what is or was sent to them. Times are UTC.

CREATE TABLE webhook (
    id               UUID         NOT NULL PRIMARY KEY,
    -- Counts the changes that people make.
    version          INT          NOT NULL,
    company_id       BIGINT       NOT NULL REFERENCES company (id),
    name             VARCHAR(100) NOT NULL,
    url              VARCHAR(500) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at       DATETIME(6)  NOT NULL,
    -- Since when nothing is sent to it, and why, as "GONE"; null where it is in use.
    disabled_at      DATETIME(6),
    disabled_because VARCHAR(10)  CHARACTER SET ascii COLLATE ascii_bin,
    -- How many attempts have failed since the last that has not.
    failures         INT          NOT NULL,
    -- Until when nothing is sent to it because of them.
    rests_until      DATETIME(6),
    -- When the last attempt succeeded.
    received_at      DATETIME(6),
    UNIQUE (company_id, name),
    INDEX webhook_list (company_id, created_at, id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_as_ci;

-- What it is told of.
CREATE TABLE webhook_event (
    webhook_id UUID        NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
    -- As "key.revoked".
    type       VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (webhook_id, type)
);

-- What signs: one secret without an end, and for a while the one before it.
CREATE TABLE webhook_secret (
    id          UUID       NOT NULL PRIMARY KEY,
    webhook_id  UUID       NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
    -- Where it is in the safe, and this row's half of what opens it.
    safe_id     UUID       NOT NULL REFERENCES safe (id),
    safe_key    BINARY(32) NOT NULL,
    signs_until DATETIME(6),
    INDEX webhook_secret_of (webhook_id),
    INDEX webhook_secret_age (signs_until)
);

-- Messages: written in the transaction of what they tell of, sent until they are received, kept as a log.
CREATE TABLE webhook_delivery (
    id           UUID        NOT NULL PRIMARY KEY,
    webhook_id   UUID        NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
    type         VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- What is sent, to the byte.
    body         TEXT        NOT NULL,
    created_at   DATETIME(6) NOT NULL,
    status       VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- From when on it may be sent; a server that sends it moves this on first. Null where nothing more happens.
    due_at       DATETIME(6),
    attempts     INT         NOT NULL,
    -- The last attempt: when, for how long, and either what was answered or why nothing was.
    attempted_at DATETIME(6),
    millis       INT,
    answer       SMALLINT,
    answer_body  VARCHAR(1024),
    problem      VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin,
    INDEX webhook_delivery_due (due_at, webhook_id),
    INDEX webhook_delivery_next (webhook_id, due_at),
    INDEX webhook_delivery_list (webhook_id, created_at, id),
    INDEX webhook_delivery_age (created_at)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE OR REPLACE SQL SECURITY INVOKER VIEW safe_owner AS
SELECT safe_id, safe_key, CAST(id AS CHAR(36)) AS owner FROM signing_key
UNION ALL
SELECT safe_id, safe_key, CAST(client_id AS CHAR(36)) FROM plugin
UNION ALL
SELECT safe_id, safe_key, 'mail server' FROM mail_login
UNION ALL
SELECT safe_id, safe_key, CAST(id AS CHAR(36)) FROM webhook_secret;
