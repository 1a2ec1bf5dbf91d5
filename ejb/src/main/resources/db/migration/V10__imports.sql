-- Files that companies bring: how they are read, and those that wait or have been read of late.

CREATE TABLE import_mapper (
    id         UUID         NOT NULL PRIMARY KEY,
    version    INT          NOT NULL,
    company_id BIGINT       NOT NULL REFERENCES company (id),
    name       VARCHAR(100) NOT NULL,
    kind       VARCHAR(30)  NOT NULL,
    encoding   VARCHAR(20)  NOT NULL,
    separator_ VARCHAR(20)  NOT NULL,
    header     BOOLEAN      NOT NULL,
    UNIQUE (company_id, name)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_as_ci;

CREATE TABLE import_mapper_column (
    mapper_id UUID         NOT NULL REFERENCES import_mapper (id) ON DELETE CASCADE,
    position  INT          NOT NULL,
    field     VARCHAR(50)  NOT NULL,
    -- A name in the header line, or a number.
    source    VARCHAR(254) NOT NULL,
    converter VARCHAR(20)  NOT NULL,
    initial   VARCHAR(254) NOT NULL,
    PRIMARY KEY (mapper_id, position)
) CHARACTER SET utf8mb4;

-- A file that is imported by and by. Whoever works on it says so until claimed_until, and which claim it is.
CREATE TABLE import_job (
    id            UUID         NOT NULL PRIMARY KEY,
    company_id    BIGINT       NOT NULL,
    user_id       BIGINT       NOT NULL,
    user_name     VARCHAR(100) NOT NULL,
    key_id        UUID,
    token_id      UUID,
    kind          VARCHAR(30)  NOT NULL,
    mapper_id     UUID,
    file_name     VARCHAR(254),
    size          BIGINT       NOT NULL,
    status        VARCHAR(10)  NOT NULL,
    progress      INT          NOT NULL,
    imported      BIGINT       NOT NULL,
    error_count   BIGINT       NOT NULL,
    errors        MEDIUMTEXT,
    reason        VARCHAR(30),
    -- How often it was worked on, but for what ended in somebody else's locks.
    tries         INT          NOT NULL,
    claim         INT          NOT NULL DEFAULT 0,
    claimed_until DATETIME(6)  NOT NULL,
    created_at    DATETIME(6)  NOT NULL,
    finished_at   DATETIME(6),
    INDEX import_job_due (status, claimed_until),
    INDEX import_job_company (company_id, created_at),
    -- What of a company is not finished.
    INDEX import_job_pending (company_id, status),
    INDEX import_job_old (finished_at)
) CHARACTER SET utf8mb4;

-- Its bytes, until it is done: any server that shares the database can go on with it.
CREATE TABLE import_chunk (
    job_id   UUID       NOT NULL REFERENCES import_job (id) ON DELETE CASCADE,
    position INT        NOT NULL,
    bytes    MEDIUMBLOB NOT NULL,
    PRIMARY KEY (job_id, position)
);
