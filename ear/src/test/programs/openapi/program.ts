// Calls the API by a client that was generated from its document: what it offers and of what types its answers are stands
// there. Prints "done", and ends with an error where anything is not as it should be.

import assert from 'node:assert/strict';
import {
  changeKey,
  createKey,
  createTokens,
  deleteKey,
  getImport,
  getKey,
  import_,
  inspectToken,
  listKeys,
  query,
  revokeKey,
  whoAmI,
} from './client';
import { client } from './client/client.gen';

const [url, key] = process.argv.slice(2);
client.setConfig({ baseUrl: url, auth: scheme => (scheme.type === 'apiKey' ? key : undefined) });

const me = await whoAmI({ throwOnError: true });
const company = me.data.companies?.[0]?.id;
assert.equal(me.data.credential?.type, 'api_key');
assert.ok(company);

const made = await createKey({ body: { name: 'Generated', permissions: ['products:change'] }, throwOnError: true });
const { id } = made.data;
assert.match(made.data.key ?? '', /^apik:/);
assert.deepEqual(made.data.permissions, ['products:view', 'products:change']);

const twice = await createKey({ body: { name: 'Generated' } });
assert.equal(twice.response?.status, 422);
assert.deepEqual(
  twice.error?.errors?.map(error => `${error.field} ${error.code}`),
  ['name taken'],
);

const listed = await listKeys({ query: { companyId: company, search: 'Generated', limit: 1 }, throwOnError: true });
assert.deepEqual(listed.data.keys.map(it => it.id), [id]);

const first = made.response.headers.get('ETag') ?? '';
await changeKey({ path: { id }, body: { notes: 'by a client' }, headers: { 'If-Match': first }, throwOnError: true });
const late = await changeKey({ path: { id }, body: { notes: 'too late' }, headers: { 'If-Match': first } });
assert.equal(late.error?.code, 'precondition_failed');
assert.equal((await getKey({ path: { id }, throwOnError: true })).data.notes, 'by a client');

const tokens = await createTokens({ body: { count: 2, expiresIn: 60000 }, throwOnError: true });
assert.equal(tokens.data.createApiTokens.length, 2);
const token = tokens.data.createApiTokens[0]?.token ?? '';
const byToken = await whoAmI({ auth: scheme => (scheme.type === 'http' ? token : undefined), throwOnError: true });
assert.equal(byToken.data.credential?.type, 'access_token');
const inspected = await inspectToken({ body: { token }, throwOnError: true });
assert.equal(inspected.data.apiToken.id, tokens.data.createApiTokens[0]?.id);

assert.equal((await revokeKey({ path: { id }, throwOnError: true })).data.status, 'revoked');
await deleteKey({ path: { id }, throwOnError: true });
assert.equal((await getKey({ path: { id } })).error?.code, 'not_found');
const csv = new Blob(['reference;name;price\nG1;Generated cork;2,50\nG2;Generated tile;10\n']);
const wrong = await import_({ body: { file: csv, entity: 'products', mapperId: 'nothing' } });
assert.equal(wrong.error?.code, 'invalid');
const rows = new Blob(['reference;name;price\nG1;Generated cork;2.50\nG2;Generated tile;10\n']);
const imported = await import_({ body: { file: rows, entity: 'products' }, throwOnError: true });
assert.deepEqual(imported.data, { imported: 2 });
const job = await import_({ body: { file: rows, entity: 'products' }, headers: { Prefer: 'respond-async' } });
assert.equal(job.response?.status, 202);
const asked = await getImport({ path: { id: (job.data as { id: string }).id }, throwOnError: true });
assert.equal(asked.data.entity, 'products');

const short = 'products(search: "generated", order: "name") { id, name, price }';
const read = await query({ body: { query: short }, throwOnError: true });
assert.deepEqual(read.data.products?.map(it => it.name), ['Generated cork', 'Generated tile']);
assert.equal((await query({ body: { query: 'products {' } })).error?.code, 'malformed_query');
console.log('done');
