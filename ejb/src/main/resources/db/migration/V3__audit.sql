-- What was done, by whom, when and from where. Rows are only ever added, and outlive what they speak of.

CREATE TABLE audit_event (
    id         BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
    at         DATETIME(6) NOT NULL,
    company_id BIGINT      NOT NULL REFERENCES company (id),
    actor_id   BIGINT      NOT NULL REFERENCES user_account (id),
    -- Where the actor acted by a key.
    actor_key  UUID,
    -- The connection's address, IPv4 or IPv6.
    address    VARCHAR(45) CHARACTER SET ascii NOT NULL,
    kind       VARCHAR(50) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    key_id     UUID,
    -- The key's name at that time, since the key may be gone.
    key_name   VARCHAR(100),
    INDEX audit_event_of_company (company_id, at)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_as_ci;
