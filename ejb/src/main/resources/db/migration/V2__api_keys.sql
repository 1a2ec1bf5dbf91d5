-- API keys, and what the realm reads of them. Times are UTC.

CREATE TABLE api_key (
    id           UUID         NOT NULL PRIMARY KEY,
    company_id   BIGINT       NOT NULL REFERENCES company (id),
    -- Acts as this user.
    owner_id     BIGINT       NOT NULL REFERENCES user_account (id),
    name         VARCHAR(100) NOT NULL,
    notes        VARCHAR(1000) NOT NULL DEFAULT '',
    -- The last characters, to recognise the key by; the rest is not stored.
    hint         CHAR(4)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- SHA-256
    digest       BINARY(32)   NOT NULL,
    created_at   DATETIME(6)  NOT NULL,
    -- The first moment at which the key is no longer accepted.
    expires_at   DATETIME(6),
    revoked_at   DATETIME(6),
    revoked_by   BIGINT       REFERENCES user_account (id),
    last_used_at DATETIME(6),
    UNIQUE (company_id, name),
    -- The list of a company, newest first.
    INDEX api_key_list (company_id, created_at, id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_as_ci;

-- The realm's only query: one key by primary key, a row for each permission its owner has in the key's company.
CREATE SQL SECURITY INVOKER VIEW key_record AS
SELECT k.id,
       k.digest,
       k.company_id,
       u.email                             AS owner,
       -- Disabled, or no longer in the company.
       u.disabled_at IS NOT NULL OR m.user_id IS NULL AS owner_inactive,
       k.revoked_at IS NOT NULL            AS revoked,
       k.expires_at,
       CONCAT(p.resource, ':', LOWER(p.action)) AS permission
FROM api_key k
         JOIN user_account u ON u.id = k.owner_id
         LEFT JOIN membership m ON m.user_id = k.owner_id AND m.company_id = k.company_id
         LEFT JOIN role_permission p ON p.role_id = m.role_id;
