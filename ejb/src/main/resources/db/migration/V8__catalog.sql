-- What the credentials open: customers and products of companies. Every index begins with the company, since nobody ever
-- asks beyond one. No foreign key leads to the company: each row that a long import writes would hold a lock of it, and
-- whoever makes a key there would wait.

CREATE TABLE customer (
    id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    version    INT          NOT NULL,
    company_id BIGINT       NOT NULL,
    -- The company's own; an import finds a customer by it.
    number     VARCHAR(50),
    name       VARCHAR(100) NOT NULL,
    vat        VARCHAR(20),
    email      VARCHAR(254),
    city       VARCHAR(100),
    -- ISO 3166-1, two letters.
    country    VARCHAR(2),
    changed_at DATETIME(6)  NOT NULL,
    UNIQUE (company_id, number),
    INDEX customer_id (company_id, id),
    INDEX customer_name (company_id, name, id),
    INDEX customer_vat (company_id, vat),
    INDEX customer_email (company_id, email),
    INDEX customer_city (company_id, city),
    INDEX customer_country (company_id, country),
    INDEX customer_changed (company_id, changed_at)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_as_ci;

CREATE TABLE product_category (
    id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    version    INT          NOT NULL,
    company_id BIGINT       NOT NULL,
    name       VARCHAR(100) NOT NULL,
    changed_at DATETIME(6)  NOT NULL,
    UNIQUE (company_id, name),
    INDEX product_category_id (company_id, id),
    INDEX product_category_changed (company_id, changed_at)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_as_ci;

CREATE TABLE product (
    id                  BIGINT         NOT NULL AUTO_INCREMENT PRIMARY KEY,
    version             INT            NOT NULL,
    company_id          BIGINT         NOT NULL,
    -- The company's own; an import finds a product by it.
    reference           VARCHAR(50),
    name                VARCHAR(100)   NOT NULL,
    price               DECIMAL(15, 4) NOT NULL,
    stock               INT            NOT NULL,
    visible             BOOLEAN        NOT NULL,
    product_category_id BIGINT REFERENCES product_category (id),
    changed_at          DATETIME(6)    NOT NULL,
    UNIQUE (company_id, reference),
    INDEX product_id (company_id, id),
    INDEX product_name (company_id, name, id),
    INDEX product_price (company_id, price),
    INDEX product_stock (company_id, stock),
    INDEX product_visible (company_id, visible),
    INDEX product_of_category (company_id, product_category_id),
    INDEX product_changed (company_id, changed_at)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_as_ci;
