INSERT INTO company (id, name, plan, time_zone)
VALUES (1, 'Demo company', 'GROWTH', 'Europe/Lisbon');

INSERT INTO role (id, company_id, name)
VALUES (1, 1, 'Administrator'),
       (2, 1, 'Viewer');

INSERT INTO role_permission (role_id, resource, action)
SELECT 1, name, action
FROM resource, (SELECT 'VIEW' AS action UNION SELECT 'CHANGE') actions
UNION
SELECT 2, name, 'VIEW'
FROM resource
WHERE name <> 'company';

INSERT INTO user_account (email, name, password)
VALUES ('demo@latchkey.example', 'Dana Demo', ''),
       ('viewer@latchkey.example', 'Vito Viewer', '');

INSERT INTO membership (user_id, company_id, role_id)
SELECT id, 1, IF(email = 'demo@latchkey.example', 1, 2)
FROM user_account;

INSERT INTO product_category (version, company_id, name, changed_at)
VALUES (1, 1, 'Cork', UTC_TIMESTAMP(6)),
       (1, 1, 'Ceramics', UTC_TIMESTAMP(6)),
       (1, 1, 'Textiles', UTC_TIMESTAMP(6));

INSERT INTO product (version, company_id, reference, name, price, stock, visible, product_category_id, changed_at)
SELECT 1, 1, CONCAT('P', LPAD(seq, 4, '0')),
       CONCAT(ELT(seq % 8 + 1, 'Bowl', 'Coaster', 'Cushion', 'Jug', 'Lamp', 'Rug', 'Tile', 'Tray'), ' ',
              ELT(seq DIV 8 % 10 + 1, 'Alva', 'Belmira', 'Clara', 'Duarte', 'Elvas', 'Faro', 'Graça', 'Horta', 'Inês',
                  'Jorge'), ' ', seq),
       seq % 97 + 0.90, seq * 7 % 50, seq % 20 <> 0,
       (SELECT MIN(id) FROM product_category) + seq % 3, UTC_TIMESTAMP(6)
FROM seq_1_to_300;

INSERT INTO customer (version, company_id, number, name, vat, email, city, country, changed_at)
SELECT 1, 1, CONCAT('C', LPAD(seq, 4, '0')),
       CONCAT(ELT(seq % 6 + 1, 'Adega', 'Casa', 'Hotel', 'Loja', 'Oficina', 'Quinta'), ' ',
              ELT(seq DIV 6 % 10 + 1, 'do Sol', 'da Ponte', 'Real', 'do Mar', 'Nova', 'Velha', 'da Serra', 'do Norte',
                  'Azul', 'Central'), ' ', seq),
       CONCAT('PT', 500000000 + seq * 37), CONCAT('customer', seq, '@example.com'),
       ELT(seq % 5 + 1, 'Lisboa', 'Porto', 'Coimbra', 'Faro', 'Évora'), 'PT', UTC_TIMESTAMP(6)
FROM seq_1_to_250;
