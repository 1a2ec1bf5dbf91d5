-- OAuth: applications and who registers them, what users have granted to them, and what was issued. Times are UTC.

-- Who may register applications.
CREATE TABLE developer (
    user_id       BIGINT       NOT NULL PRIMARY KEY REFERENCES user_account (id),
    -- As users are told who is behind an application.
    name          VARCHAR(100) NOT NULL,
    -- A mail address.
    contact       VARCHAR(254) NOT NULL,
    -- When the terms were accepted.
    registered_at DATETIME(6)  NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_as_ci;

-- An application. Words stand with spaces between them, addresses on a line each.
CREATE TABLE client (
    id              UUID          NOT NULL PRIMARY KEY,
    -- Counts the changes that people make.
    version         INT           NOT NULL DEFAULT 1,
    company_id      BIGINT        NOT NULL REFERENCES company (id),
    -- The developer who has registered it, or the service account of a plugin. By client credentials it acts as this user.
    owner_id        BIGINT        NOT NULL REFERENCES user_account (id),
    -- Whether it is a plugin's.
    plugin          BOOLEAN       NOT NULL DEFAULT FALSE,
    name            VARCHAR(100)  NOT NULL,
    logo            VARCHAR(500)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    homepage        VARCHAR(500)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- Whether it can keep no secret (RFC 6749, section 2.1).
    public          BOOLEAN       NOT NULL,
    grants          VARCHAR(100)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    scopes          VARCHAR(2000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    redirects       TEXT          CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    access_seconds  INT           NOT NULL,
    refresh_seconds INT           NOT NULL,
    -- Whether its tokens have to be bound to a key (RFC 9449).
    dpop_required   BOOLEAN       NOT NULL,
    -- Its public keys, a JWK set: proves itself by them (RFC 7523) in place of a secret. Empty where it has none.
    jwks            TEXT          CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- SHA-256 of its secret, and the last characters; null where it has none.
    digest          BINARY(32),
    hint            CHAR(4)       CHARACTER SET ascii COLLATE ascii_bin,
    -- The secret before this one, for as long as it lives on.
    previous_digest BINARY(32),
    previous_until  DATETIME(6),
    created_at      DATETIME(6)   NOT NULL,
    disabled_at     DATETIME(6),
    -- When it last got a token.
    last_used_at    DATETIME(6),
    UNIQUE (company_id, name),
    INDEX client_list (company_id, created_at, id),
    -- The operator names plugins of all companies.
    INDEX client_plugin (plugin, name)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_as_ci;

-- A program of the operator's. Its client acts by itself, as a service account; the server hands out its secret again.
CREATE TABLE plugin (
    client_id       UUID        NOT NULL PRIMARY KEY REFERENCES client (id) ON DELETE CASCADE,
    -- The secret of its client: where it is in the safe, and this row's half of what opens it.
    safe_id         UUID        NOT NULL REFERENCES safe (id),
    safe_key        BINARY(32)  NOT NULL,
    -- When it was last started.
    started_at      DATETIME(6)
);

-- What a user has granted to an application in a company.
CREATE TABLE consent (
    id           UUID          NOT NULL PRIMARY KEY,
    client_id    UUID          NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    user_id      BIGINT        NOT NULL REFERENCES user_account (id),
    company_id   BIGINT        NOT NULL REFERENCES company (id),
    scopes       VARCHAR(2000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    granted_at   DATETIME(6)   NOT NULL,
    -- Written in batches, and behind by seconds.
    last_used_at DATETIME(6),
    UNIQUE (client_id, user_id, company_id),
    INDEX consent_of_user (user_id, granted_at)
);

-- One authorization and all that is issued by it: its code, its refresh tokens, one after the other, its access tokens.
CREATE TABLE token_family (
    id              UUID          NOT NULL PRIMARY KEY,
    client_id       UUID          NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    -- Null for client credentials.
    consent_id      UUID          REFERENCES consent (id) ON DELETE CASCADE,
    -- Acts as this user, there.
    user_id         BIGINT        NOT NULL REFERENCES user_account (id),
    company_id      BIGINT        NOT NULL REFERENCES company (id),
    scopes          VARCHAR(2000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- What its tokens are for (RFC 8707); the issuer, or an address below it.
    audience        VARCHAR(500)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- SHA-256 of the user's password hash: another password ends the family. Null for client credentials.
    password_print  BINARY(32),
    -- SHA-256 of the code; null for client credentials.
    code_digest     BINARY(32)    UNIQUE,
    code_until      DATETIME(6),
    code_used_at    DATETIME(6),
    redirect        VARCHAR(500)  CHARACTER SET ascii COLLATE ascii_bin,
    -- S256 of the verifier (RFC 7636); null where none was sent.
    challenge       CHAR(43)      CHARACTER SET ascii COLLATE ascii_bin,
    -- The thumbprint of the key to which code and refresh tokens are bound (RFC 9449); null for none.
    jkt             CHAR(43)      CHARACTER SET ascii COLLATE ascii_bin,
    -- SHA-256 of the refresh token, and of the one that it replaced.
    refresh_digest  BINARY(32),
    previous_digest BINARY(32),
    -- Random; with the token that is replaced, its successor can be derived again.
    refresh_salt    BINARY(32),
    refreshed_at    DATETIME(6),
    refresh_until   DATETIME(6),
    created_at      DATETIME(6)   NOT NULL,
    -- The last moment at which anything of it can be alive: then the row may go.
    until           DATETIME(6)   NOT NULL,
    ended_at        DATETIME(6),
    INDEX token_family_until (until)
);

-- Access tokens: what clients get by grants, and the short-lived tokens of API keys.
CREATE TABLE access_token (
    -- SHA-256 of the JWT.
    digest         BINARY(32)    NOT NULL PRIMARY KEY,
    id             UUID          NOT NULL UNIQUE,
    -- What it comes of: either a grant to a client,
    family_id      UUID          REFERENCES token_family (id) ON DELETE CASCADE,
    -- or a key, and which of the key's secrets (api_key.secret_version): another one ends it.
    key_id         UUID          REFERENCES api_key (id) ON DELETE CASCADE,
    key_version    INT,
    -- Whether it was issued for the secret before that, which lived on then: it ends with that.
    by_previous    BOOLEAN       NOT NULL DEFAULT FALSE,
    -- By which people recognise that of a key; possibly empty.
    name           VARCHAR(100)  CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_as_ci NOT NULL DEFAULT '',
    scopes         VARCHAR(2000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    audience       VARCHAR(500)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- The path below which it is accepted: that of the audience, without a slash at its end.
    path           VARCHAR(500)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- The thumbprint of the key that has to be proven with it (RFC 9449); null for none.
    jkt            CHAR(43)      CHARACTER SET ascii COLLATE ascii_bin,
    -- How many requests may be made with it; null for any number.
    request_limit  INT,
    -- How many of them servers have taken, to let them in; what they have not used they give back.
    requests_taken INT           NOT NULL DEFAULT 0,
    issued_at      DATETIME(6)   NOT NULL,
    expires_at     DATETIME(6)   NOT NULL,
    revoked_at     DATETIME(6),
    CHECK ((family_id IS NULL) <> (key_id IS NULL)),
    CHECK (requests_taken BETWEEN 0 AND COALESCE(request_limit, 0)),
    INDEX access_token_age (expires_at),
    -- How often a key has issued of late, and what of it is alive.
    INDEX access_token_of_key (key_id, issued_at),
    INDEX access_token_alive (key_id, key_version, revoked_at, expires_at)
);

-- The realm's query for tokens: one row by primary key. Permissions are words with commas between them, scopes with spaces.
-- Of a token that comes of a key the rest is in key_record.
CREATE SQL SECURITY INVOKER VIEW token_record AS
SELECT t.digest,
       t.id,
       t.key_id,
       t.key_version,
       t.by_previous,
       t.request_limit,
       f.client_id,
       f.consent_id,
       f.company_id,
       u.email                                        AS owner,
       -- Disabled, or no longer in the company.
       t.family_id IS NOT NULL AND (u.disabled_at IS NOT NULL OR m.user_id IS NULL) AS owner_inactive,
       t.revoked_at IS NOT NULL OR f.ended_at IS NOT NULL OR c.disabled_at IS NOT NULL
           OR (f.password_print IS NOT NULL AND f.password_print <> UNHEX(SHA2(u.password, 256))) AS ended,
       t.expires_at,
       t.scopes,
       t.path,
       t.jkt,
       -- What the owner may do in the company.
       (SELECT GROUP_CONCAT(CONCAT(p.resource, ':', LOWER(p.action)))
        FROM role_permission p
        WHERE p.role_id = m.role_id)                  AS permissions,
       -- By all tokens of what was granted; null for the token of a key, which has the key's.
       o.key_requests_per_minute                      AS requests_per_minute
FROM access_token t
         LEFT JOIN token_family f ON f.id = t.family_id
         LEFT JOIN client c ON c.id = f.client_id
         LEFT JOIN company o ON o.id = f.company_id
         LEFT JOIN user_account u ON u.id = f.user_id
         LEFT JOIN membership m ON m.user_id = f.user_id AND m.company_id = f.company_id;

-- Access tokens are signed with the newest; each is published until its last token has expired.
CREATE TABLE signing_key (
    id         UUID        NOT NULL PRIMARY KEY,
    -- A public JWK.
    published  TEXT        CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- The whole JWK: where it is in the safe, and this row's half of what opens it. Null where it signs no longer.
    safe_id    UUID        REFERENCES safe (id),
    safe_key   BINARY(32),
    created_at DATETIME(6) NOT NULL,
    -- Signs no longer; null for the one that does.
    retired_at DATETIME(6),
    CHECK ((safe_id IS NULL) = (safe_key IS NULL)),
    CHECK (retired_at IS NOT NULL OR safe_id IS NOT NULL)
);

-- Authorization requests that clients have sent by themselves (RFC 9126).
CREATE TABLE pushed_request (
    -- SHA-256 of the reference in its request_uri.
    digest     BINARY(32)  NOT NULL PRIMARY KEY,
    client_id  UUID        NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    -- A query string.
    parameters MEDIUMTEXT  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    INDEX pushed_request_age (expires_at)
);

-- Assertions by which clients have proven themselves (RFC 7523): each counts once.
CREATE TABLE client_assertion (
    -- SHA-256 of the client's id and the assertion's.
    digest     BINARY(32)  NOT NULL PRIMARY KEY,
    expires_at DATETIME(6) NOT NULL,
    INDEX client_assertion_age (expires_at)
);
