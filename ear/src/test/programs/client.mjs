// An OAuth client that knows nothing of the server but its issuer's address, by a library that knows nothing of Latchkey.
// It reads what it is from the first line of its input, prints where a person has to go, and ends with an error where
// anything is not as the library, or what stands here, expects it.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline/promises';
import { calculateJwkThumbprint, createRemoteJWKSet, exportJWK, jwtVerify } from 'jose';
import * as oauth from 'oauth4webapi';
import * as client from 'openid-client';

const SCOPE = 'read write';

const [line] = await once(createInterface(process.stdin), 'line');
const { issuer, id, authentication, secret, key, kid, dpop, pushed } = JSON.parse(line);

const config = await client.discovery(new URL(issuer), id, {}, await proof(), {
  algorithm: 'oauth2',
  execute: [client.allowInsecureRequests],
});
const server = config.serverMetadata();
assert.equal(server.issuer, issuer);
assert.equal(server.authorization_response_iss_parameter_supported, true);
assert.ok(server.supportsPKCE());
assert.ok(server.token_endpoint_auth_methods_supported.includes(authentication));

const pair = dpop ? await client.randomDPoPKeyPair('ES256', { extractable: true }) : undefined;
const thumbprint = dpop ? await calculateJwkThumbprint(await exportJWK(pair.publicKey)) : undefined;
const options = dpop ? { DPoP: client.getDPoPHandle(config, pair) } : {};
const resource = new URL('/api/2/whoami', issuer);

await assertNamesItsServer();
await codeAndRefresh();
if (authentication !== 'none') {
  await clientCredentials();
}
process.exit();

async function proof() {
  switch (authentication) {
    case 'client_secret_basic':
      return client.ClientSecretBasic(secret);
    case 'client_secret_post':
      return client.ClientSecretPost(secret);
    case 'private_key_jwt':
      return client.PrivateKeyJwt({ key: await signingKey(), kid });
    default:
      return client.None();
  }
}

function signingKey() {
  return crypto.subtle.importKey('pkcs8', Buffer.from(key, 'base64'), { name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
  ]);
}

/** Whoever comes to the resource first finds the authorization server by its refusal (RFC 9728). */
async function assertNamesItsServer() {
  const refusal = await fetch(resource);
  assert.equal(refusal.status, 401);
  const [, metadata] = refusal.headers.get('www-authenticate').match(/resource_metadata="([^"]+)"/);
  const described = await oauth.processResourceDiscoveryResponse(new URL(issuer), await fetch(metadata));
  assert.deepEqual(described.authorization_servers, [issuer]);
}

async function codeAndRefresh() {
  const first = await authorizationCode();
  await assertAccepted(first, 'authorization code');

  const second = await client.refreshTokenGrant(config, first.refresh_token, undefined, options);
  assert.notEqual(second.access_token, first.access_token);
  assert.notEqual(second.refresh_token, first.refresh_token);
  await assertAccepted(second, 'refresh');

  await client.tokenRevocation(config, second.access_token);
  await assertRefused(second.access_token);

  await client.tokenRevocation(config, second.refresh_token, { token_type_hint: 'refresh_token' });
  await assertRefused(first.access_token);
  await assert.rejects(client.refreshTokenGrant(config, second.refresh_token, undefined, options), {
    error: 'invalid_grant',
  });
}

/** The user's part is done by whoever started this program. */
async function authorizationCode() {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const origin = `http://127.0.0.1:${listener.address().port}`;
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const parameters = {
    redirect_uri: `${origin}/callback`,
    scope: SCOPE,
    state: expectedState,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  };
  const address = pushed
    ? await client.buildAuthorizationUrlWithPAR(config, parameters, options)
    : client.buildAuthorizationUrl(config, parameters);
  assert.equal(address.searchParams.has('request_uri'), pushed);

  const called = once(listener, 'request');
  console.log(`open ${address.href}`);
  const [request, response] = await called;
  response.setHeader('Content-Type', 'text/html').end('<title>Back</title><h1>Back in the application</h1>');
  const callback = new URL(request.url, origin);
  assert.equal(callback.pathname, '/callback');
  assert.equal(callback.searchParams.get('iss'), issuer);

  // It compares state and issuer.
  const tokens = await client.authorizationCodeGrant(
    config,
    callback,
    { pkceCodeVerifier, expectedState },
    undefined,
    options,
  );
  assert.ok(tokens.refresh_token);
  return tokens;
}

async function clientCredentials() {
  const tokens = await client.clientCredentialsGrant(config, { scope: SCOPE }, options);
  assert.equal(tokens.refresh_token, undefined);
  await assertAccepted(tokens, 'client credentials');

  await client.tokenRevocation(config, tokens.access_token, { token_type_hint: 'access_token' });
  await assertRefused(tokens.access_token);
}

async function assertAccepted(tokens, grant) {
  assert.equal(tokens.token_type, dpop ? 'dpop' : 'bearer');
  assert.ok(tokens.expires_in > 0);
  await assertSigned(tokens.access_token);
  if (authentication !== 'none') {
    const described = await client.tokenIntrospection(config, tokens.access_token);
    assert.equal(described.active, true);
    assert.equal(described.client_id, id);
    assert.deepEqual(described.scope.split(' ').sort(), SCOPE.split(' '));
    assert.equal(described.cnf?.jkt, thumbprint);
  }
  const response = await call(tokens.access_token);
  assert.equal(response.status, 200);
  console.log(`${grant}: ${JSON.stringify(await response.json())}`);
}

/** By the keys that the server publishes, as RFC 9068 wants it. */
async function assertSigned(token) {
  const keys = createRemoteJWKSet(new URL(server.jwks_uri));
  const { payload } = await jwtVerify(token, keys, { issuer, audience: issuer, typ: 'at+jwt', algorithms: ['ES256'] });
  assert.equal(payload.client_id, id);
  assert.equal(payload.cnf?.jkt, thumbprint);
}

async function assertRefused(token) {
  if (authentication !== 'none') {
    assert.deepEqual(await client.tokenIntrospection(config, token), { active: false });
  }
  await assert.rejects(call(token), { status: 401 });
}

function call(token) {
  return client.fetchProtectedResource(config, token, resource, 'GET', undefined, undefined, options);
}
