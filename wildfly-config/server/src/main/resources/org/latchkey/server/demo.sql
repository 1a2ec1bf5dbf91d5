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
