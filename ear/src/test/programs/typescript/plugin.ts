// A plugin: gets a token by the credentials in its environment, and another one when that has expired.

const { OAUTH_CLIENT_ID, OAUTH_CLIENT_SECRET, API_BASE_URL } = process.env;

interface Token {
  value: string;
  expires: number;
}

let token: Token | undefined;

async function authenticate(): Promise<Token> {
  const response = await fetch(`${API_BASE_URL}/auth/oauth/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: OAUTH_CLIENT_ID!,
      client_secret: OAUTH_CLIENT_SECRET!,
      scope: 'read write',
    }),
  });
  if (!response.ok) {
    throw new Error(`No token: ${response.status}`);
  }
  const answer = await response.json();
  return { value: answer.access_token, expires: Date.now() + answer.expires_in * 1000 };
}

async function call(path: string, body: unknown): Promise<any> {
  if (!token || Date.now() >= token.expires) {
    token = await authenticate();
  }
  const response = await fetch(API_BASE_URL + path, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token.value}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`Refused: ${response.status}`);
  }
  return response.json();
}

export async function pluginFunction(): Promise<any> {
  const products = await call('/api/query', { query: 'products { id, name, price }' });
  console.log('Products:', products);
  return products;
}
