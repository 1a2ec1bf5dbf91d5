-- The halves of keys that lie in the rows of whatever secrets belong to, and the ids of those rows, which secrets are bound to: all
-- of them in one place, for changing the pepper. What else keeps a secret in the safe joins here.
CREATE SQL SECURITY INVOKER VIEW safe_owner AS
SELECT safe_id, safe_key, CAST(id AS CHAR(36)) AS owner FROM signing_key
UNION ALL
SELECT safe_id, safe_key, CAST(client_id AS CHAR(36)) FROM plugin
UNION ALL
SELECT safe_id, safe_key, 'mail server' FROM mail_login;
