// Step 3: call with the access token; where it is refused, refresh it once and call again.

const API_URL = 'https://your-domain.com';
const CLIENT_ID = 'your_client_id';
const CLIENT_SECRET = 'your_client_secret';

async function request(endpoint: string, data?: any): Promise<any> {
  const accessToken = localStorage.getItem('access_token');
  if (!accessToken) {
    throw new Error('There is no access token');
  }
  const response = await fetch(`${API_URL}${endpoint}`, {
    method: 'POST',
    headers: { 'Authorization': `Bearer ${accessToken}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(data),
  });
  if (response.status === 401) {
    await refresh();
    return request(endpoint, data);
  }
  if (!response.ok) {
    throw new Error(`Refused: ${response.status}`);
  }
  return await response.json();
}

async function refresh() {
  const refreshToken = localStorage.getItem('refresh_token');
  if (!refreshToken) {
    throw new Error('There is no refresh token');
  }
  const response = await fetch(`${API_URL}/auth/oauth/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
    }),
  });
  if (!response.ok) {
    throw new Error(`Not refreshed: ${response.status}`);
  }
  const tokens = await response.json();
  localStorage.setItem('access_token', tokens.access_token);
  return tokens;
}

request('/api/query', { query: 'products { id, name, price }' }).then(data => {
  console.log('Products:', data.products);
});
