-- Who there is: companies, people, and the role a person has in each company.

CREATE TABLE company (
    id        BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name      VARCHAR(100) NOT NULL,
    plan      ENUM ('FREE', 'STARTUP', 'GROWTH', 'ENTERPRISE') NOT NULL,
    -- An IANA name; days begin and end in it.
    time_zone VARCHAR(50)  NOT NULL,
    -- What its administrators demand of its API keys; null where there is no such limit.
    key_longest_days        SMALLINT UNSIGNED,
    key_expiry_required     BOOLEAN NOT NULL DEFAULT FALSE,
    key_addresses_required  BOOLEAN NOT NULL DEFAULT FALSE,
    key_most_per_owner      SMALLINT UNSIGNED,
    key_unused_days         SMALLINT UNSIGNED,
    -- For keys that have no limit of their own, and for what users have granted to clients.
    key_requests_per_minute INT UNSIGNED NOT NULL DEFAULT 600
) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_as_ci;

CREATE TABLE user_account (
    id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    -- Signs in with it; lower case. Compared to the letter, since Elytron counts failures by the name as it was typed.
    email       VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL UNIQUE,
    name        VARCHAR(100) NOT NULL,
    -- Modular crypt format, as Elytron's jdbc-realm reads it.
    password    VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    disabled_at DATETIME(6),
    -- A service account: the company to which it belongs. Nobody signs in with it.
    service_of  BIGINT REFERENCES company (id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_as_ci;

-- What permissions speak of. Other applications on the server may add their own.
CREATE TABLE resource (
    name     VARCHAR(50) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    -- The order in which people see them.
    position SMALLINT NOT NULL
);
INSERT INTO resource (name, position)
VALUES ('customers', 10),
       ('products', 20),
       ('api-access', 30),
       ('company', 40);

-- A role is a named set of permissions, and belongs to one company.
CREATE TABLE role (
    id         BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
    company_id BIGINT      NOT NULL REFERENCES company (id),
    name       VARCHAR(50) NOT NULL,
    UNIQUE (company_id, name)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_as_ci;

-- Change comes with view: a role that may change a resource has both rows.
CREATE TABLE role_permission (
    role_id  BIGINT      NOT NULL REFERENCES role (id),
    resource VARCHAR(50) CHARACTER SET ascii COLLATE ascii_bin NOT NULL REFERENCES resource (name),
    action   ENUM ('VIEW', 'CHANGE') NOT NULL,
    PRIMARY KEY (role_id, resource, action)
);

-- The primary key serves "which companies has this user"; the index serves "which users has this company".
CREATE TABLE membership (
    user_id    BIGINT NOT NULL REFERENCES user_account (id),
    company_id BIGINT NOT NULL REFERENCES company (id),
    role_id    BIGINT NOT NULL REFERENCES role (id),
    PRIMARY KEY (user_id, company_id),
    INDEX membership_of_company (company_id)
);
