// Step 2: compare the state, change the code for tokens, and keep them.

const CLIENT_ID = 'your_client_id';
const CLIENT_SECRET = 'your_client_secret';
const REDIRECT_URI = 'https://yourapp.com/oauth/callback';
const API_URL = 'https://your-domain.com';

interface Tokens {
  access_token: string;
  token_type: string;
  expires_in: number;
  refresh_token?: string;
  scope: string;
}

async function redeem(code: string, state: string): Promise<Tokens> {
  if (state !== sessionStorage.getItem('oauth_state')) {
    throw new Error('The state is not the one that was sent');
  }
  const response = await fetch(`${API_URL}/auth/oauth/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: code,
      redirect_uri: REDIRECT_URI,
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
    }),
  });
  if (!response.ok) {
    throw new Error(`No tokens: ${response.status}`);
  }
  const tokens: Tokens = await response.json();
  localStorage.setItem('access_token', tokens.access_token);
  if (tokens.refresh_token) {
    localStorage.setItem('refresh_token', tokens.refresh_token);
  }
  return tokens;
}

const parameters = new URLSearchParams(window.location.search);
const code = parameters.get('code');
const state = parameters.get('state');
if (code && state) {
  redeem(code, state).then(() => console.log('There is an access token'));
}
