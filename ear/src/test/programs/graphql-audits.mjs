// Audits a server by GraphQL over HTTP. Arguments: its address, and a key. Writes a line for each audit.
import { serverAudits } from 'graphql-http';

const [url, key] = process.argv.slice(2);
const fetchFn = (address, init = {}) => fetch(address, { ...init, headers: { ...init.headers, 'x-api-key': key } });

for (const audit of serverAudits({ url, fetchFn })) {
  const { status, reason } = await audit.fn();
  console.log(`${status} ${audit.id} ${audit.name}${reason ? `: ${reason}` : ''}`);
}
