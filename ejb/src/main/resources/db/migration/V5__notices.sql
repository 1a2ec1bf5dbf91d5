-- Mails that are to be sent: written in the transaction of what they tell of, and gone once they are sent.

CREATE TABLE notice (
    id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    recipient  VARCHAR(254) NOT NULL,
    subject    VARCHAR(200) NOT NULL,
    body       MEDIUMTEXT   NOT NULL,
    -- UTC
    created_at DATETIME(6)  NOT NULL,
    -- How often a server has taken it to send it, and from when on the next may.
    tries      INT          NOT NULL DEFAULT 0,
    due_at     DATETIME(6)  NOT NULL,
    INDEX notice_due (due_at),
    INDEX notice_age (created_at)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Who signs in at the mail server; no row where nobody does.
CREATE TABLE mail_login (
    only_one BOOLEAN      NOT NULL PRIMARY KEY CHECK (only_one),
    name     VARCHAR(254) NOT NULL,
    -- The password: where it is in the safe, and this row's half of what opens it.
    safe_id  UUID         NOT NULL REFERENCES safe (id),
    safe_key BINARY(32)   NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
