-- API keys, and what the realm reads of them. Times are UTC.

CREATE TABLE api_key (
    id                  UUID         NOT NULL PRIMARY KEY,
    -- Counts the changes that people and programs make.
    version             INT          NOT NULL DEFAULT 1,
    company_id          BIGINT       NOT NULL REFERENCES company (id),
    -- Acts as this user.
    owner_id            BIGINT       NOT NULL REFERENCES user_account (id),
    name                VARCHAR(100) NOT NULL,
    notes               VARCHAR(1000) NOT NULL DEFAULT '',
    -- The last characters, to recognise the key by; the rest is not stored.
    hint                CHAR(4)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- SHA-256
    digest              BINARY(32)   NOT NULL,
    -- Counts the secrets that the key has had.
    secret_version      INT          NOT NULL DEFAULT 1,
    -- The secret before this one, for as long as it lives on.
    previous_digest     BINARY(32),
    previous_until      DATETIME(6),
    previous_until_used BOOLEAN      NOT NULL DEFAULT FALSE,
    -- Whatever its owner may do; otherwise what stands in api_key_permission of that.
    all_permissions     BOOLEAN      NOT NULL DEFAULT TRUE,
    -- In every company of its owner; otherwise in company_id only.
    all_companies       BOOLEAN      NOT NULL DEFAULT FALSE,
    -- Addresses and CIDR ranges with commas between them; empty for anywhere.
    addresses           VARCHAR(2500) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    -- Null for what the company has set.
    requests_per_minute INT UNSIGNED,
    created_at          DATETIME(6)  NOT NULL,
    -- The first moment at which the key is no longer accepted.
    expires_at          DATETIME(6),
    -- To sort by: what never expires comes last.
    expires_order       DATETIME(6)  AS (COALESCE(expires_at, TIMESTAMP '9999-12-31 00:00:00')) STORED,
    revoked_at          DATETIME(6),
    -- Null where Latchkey did it by itself.
    revoked_by          BIGINT       REFERENCES user_account (id),
    -- How many days ahead its expiry was last announced.
    announced_days      SMALLINT,
    -- When its owner was told that it will be revoked because nobody uses it.
    unused_warned_at    DATETIME(6),
    -- Written in batches, and behind by seconds.
    last_used_at        DATETIME(6),
    last_address        VARCHAR(45)  CHARACTER SET ascii COLLATE ascii_bin,
    last_user_agent     VARCHAR(200),
    -- Requests by hour, addresses and permissions of late: one row a key, however much it is used.
    recent_use          TEXT         CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    UNIQUE (company_id, name),
    -- The list of a company, by each column that it can be sorted by.
    INDEX api_key_list (company_id, created_at, id),
    INDEX api_key_by_expiry (company_id, expires_order, id),
    INDEX api_key_by_use (company_id, last_used_at, id),
    INDEX api_key_of_owner (owner_id, company_id),
    -- What is about to expire, in all companies.
    INDEX api_key_expiring (expires_at)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_as_ci;

-- What a key asks for of its owner's permissions. Change comes with view, as in roles.
CREATE TABLE api_key_permission (
    key_id   UUID        NOT NULL REFERENCES api_key (id) ON DELETE CASCADE,
    resource VARCHAR(50) CHARACTER SET ascii COLLATE ascii_bin NOT NULL REFERENCES resource (name),
    action   ENUM ('VIEW', 'CHANGE') NOT NULL,
    PRIMARY KEY (key_id, resource, action)
);

-- The realm's only query: one row by primary key. Permissions are words with commas between them.
CREATE SQL SECURITY INVOKER VIEW key_record AS
SELECT k.id,
       k.digest,
       k.secret_version,
       k.previous_digest,
       k.previous_until,
       k.previous_until_used,
       k.company_id,
       k.all_companies,
       u.email                             AS owner,
       -- Disabled, or no longer in the company.
       u.disabled_at IS NOT NULL OR m.user_id IS NULL AS owner_inactive,
       k.revoked_at IS NOT NULL            AS revoked,
       k.expires_at,
       k.addresses,
       COALESCE(k.requests_per_minute, c.key_requests_per_minute) AS requests_per_minute,
       -- What the owner may do in the key's company.
       (SELECT GROUP_CONCAT(CONCAT(p.resource, ':', LOWER(p.action)))
        FROM role_permission p
        WHERE p.role_id = m.role_id)       AS permissions,
       -- What the key asks for of that; null for all of it.
       IF(k.all_permissions, NULL,
          (SELECT COALESCE(GROUP_CONCAT(CONCAT(g.resource, ':', LOWER(g.action))), '')
           FROM api_key_permission g
           WHERE g.key_id = k.id))         AS asked
FROM api_key k
         JOIN company c ON c.id = k.company_id
         JOIN user_account u ON u.id = k.owner_id
         LEFT JOIN membership m ON m.user_id = k.owner_id AND m.company_id = k.company_id;

-- Creates that may be repeated without being done twice. The answer, with the key in it, is sealed with what only the
-- caller has, and is forgotten after a day.
CREATE TABLE idempotent_answer (
    -- SHA-256 of the caller's key id and its Idempotency-Key.
    id         BINARY(32)  NOT NULL PRIMARY KEY,
    -- SHA-256 of the request.
    request    BINARY(32)  NOT NULL,
    sealed     BLOB        NOT NULL,
    created_at DATETIME(6) NOT NULL,
    INDEX idempotent_answer_age (created_at)
);
