package org.latchkey.api;

/** What the OpenAPI document shows. A test sends those of requests to the server. */
final class Examples {

    static final String ID = "6f1d2c3b-4a59-4e78-9b06-1d2e3f405162";
    static final String VALUE = "apik:" + ID + ":0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefgABCDEF";

    static final String CREATE = """
            {"name": "ERP nightly sync", "expiresOn": "2030-12-31", "notes": "For the ERP",
             "permissions": ["customers:view"], "addresses": ["10.0.0.0/8"], "requestsPerMinute": 600}
            """;
    static final String CREATE_SHORT = """
            {"name": "Everything I may do"}
            """;
    static final String CHANGE = """
            {"notes": "For the ERP, and nothing else", "permissions": ["customers:view", "products:view"]}
            """;
    static final String RESET = """
            {"addresses": null, "requestsPerMinute": null}
            """;
    static final String HAND_OVER = """
            {"ownerId": 2}
            """;
    static final String SERVICE = """
            {"serviceName": "ERP", "serviceRole": "Viewer"}
            """;
    static final String REGENERATE = """
            {"overlap": "24h", "untilUsed": true}
            """;
    static final String LEAKS = """
            {"keys": ["apik:6f1d2c3b-4a59-4e78-9b06-1d2e3f405162:0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefgABCDEF"]}
            """;
    static final String LEAKS_GITHUB = """
            [{"token": "apik:6f1d2c3b-4a59-4e78-9b06-1d2e3f405162:0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefgABCDEF",
              "type": "latchkey_api_key", "url": "https://example.com/some/file", "source": "content"}]
            """;

    static final String QUERY = """
            {"query": "products { id, name, price, stock }"}
            """;
    static final String QUERY_FILTERED = """
            {"query": "products(filter: {stock: {gt: 0}}, order: \\"name desc\\", limit: 10) { id, name } customers { id }"}
            """;
    static final String QUERIED = """
            {"products": [{"id": 17, "name": "Bowl Alva 17", "price": 12.9, "stock": 4}]}
            """;

    private static final String REST = """
            "version": 3, "companyId": 1, "name": "ERP nightly sync", "hint": "CDEF", "notes": "For the ERP",
             "owner": {"id": 1, "name": "Dana Demo", "service": false, "active": true}, "status": "active",
             "expiresOn": "2030-12-31", "expiresAt": "2031-01-01T00:00:00Z", "permissions": ["customers:view"],
             "effectivePermissions": ["customers:view"], "missingPermissions": [], "allCompanies": false,
             "addresses": ["10.0.0.0/8"], "requestsPerMinute": 600, "createdAt": "2026-11-21T09:30:00.123456Z"
            """;
    static final String KEY = "{\"id\": \"" + ID + "\",\n" + REST + "}";
    static final String KEY_WITH_VALUE = "{\"id\": \"" + ID + "\", \"key\": \"" + VALUE + "\",\n" + REST + "}";
    static final String KEYS = "{\"keys\": [" + KEY + "], \"nextCursor\": \"AAY2xV9y2kBvHSw7SllOeJsGHS4_QFFi\"}";
    static final String USAGE = """
            {"lastUsedAt": "2026-11-21T10:15:00Z", "lastAddress": "10.1.2.3", "lastUserAgent": "curl/8.14.1",
             "requests": 1440, "addresses": 2, "previousRequests": 0, "previousAddresses": []}
            """;
    static final String RECEIVED = """
            {"received": 1}
            """;
    static final String IDENTITY = """
            {"user": {"id": 1, "email": "demo@latchkey.example", "name": "Dana Demo"},
             "credential": {"type": "api_key", "id": "6f1d2c3b-4a59-4e78-9b06-1d2e3f405162", "name": "ERP nightly sync",
                            "expiresAt": "2031-01-01T00:00:00Z"},
             "companies": [{"id": 1, "name": "Demo company", "role": "Administrator",
                            "permissions": ["customers:view"]}]}
            """;

    static final String TOKEN_IDENTITY = """
            {"user": {"id": 1, "email": "demo@latchkey.example", "name": "Dana Demo"},
             "credential": {"type": "access_token", "id": "0f2b6a34-5c1d-4e7f-8a90-b1c2d3e4f506",
                            "clientId": "9a8b7c6d-5e4f-4321-8765-0fedcba98765", "expiresAt": "2026-11-21T10:30:00Z",
                            "scopes": ["customers:view"]},
             "companies": [{"id": 1, "name": "Demo company", "role": "Administrator",
                            "permissions": ["customers:view"]}]}
            """;

    static final String TOKEN_ID = "0f2b6a34-5c1d-4e7f-8a90-b1c2d3e4f506";
    static final String TOKEN_VALUE = "eyJ0eXAiOiJhdCtqd3QifQ.eyJqdGkiOiIwZjJiNmEzNCJ9.c2lnbmF0dXJl";
    static final String CREATE_TOKENS = """
            {"expiresIn": 900000, "count": 2, "requestLimit": "1000", "name": "Dashboard",
             "permissions": ["customers:view"]}
            """;
    static final String CREATE_ONE_TOKEN = """
            {"expiresIn": 3600000}
            """;
    static final String INSPECT_TOKEN = "{\"token\": \"" + TOKEN_VALUE + "\"}";

    private static final String TOKEN_REST = """
            "name": "Dashboard", "permissions": ["customers:view"], "expiresTimeString": "2026-11-21T10:30:00.000Z",
             "requestLimit": "1000", "remaining": "1000"
            """;
    private static final String TOKEN = "{\"id\": \"" + TOKEN_ID + "\",\n" + TOKEN_REST + "}";
    static final String CREATED_TOKENS = "{\"createApiTokens\": [{\"id\": \"" + TOKEN_ID + "\", \"token\": \""
            + TOKEN_VALUE + "\",\n" + TOKEN_REST + "}]}";
    static final String TOKENS = "{\"apiTokens\": [" + TOKEN + "]}";
    static final String INSPECTED_TOKEN = "{\"apiToken\": " + TOKEN + "}";
    static final String REVOKED_TOKEN = "{\"deleteApiToken\": \"" + TOKEN_ID + "\"}";
    static final String TOO_MANY_TOKENS = """
            {"title": "Conflict", "status": 409, "code": "too_many_tokens",
             "detail": "This API key would have more than 1000 tokens that are alive."}
            """;
    static final String TOO_MANY_CREATIONS = """
            {"title": "Too Many Requests", "status": 429, "code": "token_creations_exceeded",
             "detail": "An API key may create tokens 5 times a minute. Wait before the next."}
            """;

    static final String IMPORTED = """
            {"imported": 250}
            """;
    static final String JOB = """
            {"id": "6f1d2c3b-4a59-4e78-9b06-1d2e3f405162", "entity": "products", "fileName": "products.csv",
             "status": "running", "progress": 40, "imported": 0, "createdAt": "2026-11-21T09:30:00.123456Z",
             "href": "/api/import/6f1d2c3b-4a59-4e78-9b06-1d2e3f405162"}
            """;
    static final String INVALID_ROWS = """
            {"title": "Unprocessable Content", "status": 422, "code": "invalid_rows",
             "detail": "One thing in this file is not valid. Nothing was imported.",
             "errors": [{"line": 7, "column": 2, "field": "price", "code": "malformed",
                         "detail": "This does not have the form that it should."}]}
            """;
    static final String TOO_MANY_IMPORTS = """
            {"title": "Conflict", "status": 409, "code": "too_many_imports",
             "detail": "The company has 5 imports that are not finished."}
            """;

    static final String MALFORMED = """
            {"title": "Bad Request", "status": 400, "code": "malformed_json", "detail": "The body must be JSON."}
            """;
    static final String UNAUTHENTICATED = """
            {"title": "Unauthorized", "status": 401, "code": "key_expired", "detail": "This API key has expired."}
            """;
    static final String FORBIDDEN = """
            {"title": "Forbidden", "status": 403, "code": "permission_missing",
             "detail": "This needs the permission api-access:change.", "permission": "api-access:change"}
            """;
    static final String NOT_FOUND = """
            {"title": "Not Found", "status": 404, "code": "not_found", "detail": "There is no such key."}
            """;
    static final String CONFLICT = """
            {"title": "Conflict", "status": 409, "code": "key_revoked",
             "detail": "This API key was revoked, which cannot be undone."}
            """;
    static final String IN_USE = """
            {"title": "Conflict", "status": 409, "code": "idempotency_key_in_use",
             "detail": "The same is being asked for at this moment. Try again in a second."}
            """;
    static final String CHANGED = """
            {"title": "Precondition Failed", "status": 412, "code": "precondition_failed",
             "detail": "Somebody has changed this since: its ETag is another one by now."}
            """;
    static final String TOO_LARGE = """
            {"title": "Request Entity Too Large", "status": 413, "code": "too_large",
             "detail": "The body of this request is too large."}
            """;
    static final String UNSUPPORTED = """
            {"title": "Unsupported Media Type", "status": 415, "code": "unsupported_media_type",
             "detail": "This address takes another type of content."}
            """;
    static final String INVALID = """
            {"title": "Unprocessable Content", "status": 422, "code": "invalid", "detail": "Some of this is not valid.",
             "errors": [{"field": "expiresOn", "code": "past", "detail": "This day is over."}]}
            """;
    static final String TOO_OFTEN = """
            {"title": "Too Many Requests", "status": 429, "code": "rate_limit_exceeded",
             "detail": "This API key and its tokens have made more requests than they may in a minute."}
            """;
    static final String UNAVAILABLE = """
            {"title": "Service Unavailable", "status": 503, "code": "unavailable",
             "detail": "Credentials can't be checked at the moment. Try again in a few seconds."}
            """;

    private Examples() {}
}
