-- The halves of keys that lie in the rows of whatever secrets belong to: all of them in one place, for changing the pepper. What
-- else keeps a secret in the safe joins here.
CREATE SQL SECURITY INVOKER VIEW safe_owner AS
SELECT safe_id, safe_key FROM signing_key
UNION ALL
SELECT safe_id, safe_key FROM plugin
UNION ALL
SELECT safe_id, safe_key FROM mail_login;
