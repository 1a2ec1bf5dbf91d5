-- What was done, by whom, when and from where: a chain of events for each company (org.latchkey.chain). Rows are only
-- ever added, and outlive what they speak of. No foreign keys: adding an event would wait for whoever changes the row that
-- it speaks of, who in turn may wait to add an event.

-- How each chain ends. Locked by whoever adds to it, until they commit.
CREATE TABLE audit_head (
    company_id BIGINT   NOT NULL PRIMARY KEY,
    sequence   BIGINT   NOT NULL,
    hash       CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
);

CREATE TABLE audit_event (
    company_id BIGINT      NOT NULL,
    -- 1, 2, 3 … without gaps in each company.
    sequence   BIGINT      NOT NULL,
    -- UTC
    at         DATETIME(6) NOT NULL,
    -- The user who did it, or the owner of the key that did; NULL where the server did it by itself, or nobody known.
    actor_id   BIGINT,
    -- Their name at that time.
    actor      VARCHAR(100),
    -- Where the actor acted by a key.
    actor_key  UUID,
    -- The connection's address, IPv4 or IPv6.
    address    VARCHAR(45) CHARACTER SET ascii NOT NULL,
    kind       VARCHAR(50) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject_id UUID,
    -- The subject's name at that time, since it may be gone.
    subject    VARCHAR(254),
    -- A line for each: name, colon, space, value.
    details    MEDIUMTEXT  NOT NULL,
    -- SHA-256 of all this and of the hash before, in hexadecimal.
    hash       CHAR(64)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (company_id, sequence),
    -- The filters of the list.
    INDEX audit_event_at (company_id, at),
    INDEX audit_event_subject (company_id, subject_id, subject),
    INDEX audit_event_actor_key (company_id, actor_key),
    INDEX audit_event_kind (company_id, kind)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_as_ci;

-- The schema's owner keeps from changing an event by mistake; the chain shows who did it on purpose. Left out, and to be
-- made by a database administrator as the README says, where the owner may create no triggers: 1142, without the
-- privilege; 1419, with a binary log and log_bin_trust_function_creators off.
DELIMITER //
BEGIN NOT ATOMIC
    DECLARE CONTINUE HANDLER FOR 1142, 1419 BEGIN END;
    EXECUTE IMMEDIATE "CREATE TRIGGER audit_event_unchanged BEFORE UPDATE ON audit_event FOR EACH ROW
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Audit events are only ever added.'";
    EXECUTE IMMEDIATE "CREATE TRIGGER audit_event_kept BEFORE DELETE ON audit_event FOR EACH ROW
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Audit events are only ever added.'";
END //
DELIMITER ;
