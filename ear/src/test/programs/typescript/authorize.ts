// Step 1: remember a state, and send the user to the authorization server.

import crypto from 'crypto';

const CLIENT_ID = 'your_client_id';
const REDIRECT_URI = 'https://yourapp.com/oauth/callback';
const API_URL = 'https://your-domain.com';

const state = crypto.randomBytes(16).toString('hex');
sessionStorage.setItem('oauth_state', state);

const address = new URL(`${API_URL}/auth/oauth/authorize`);
address.searchParams.set('client_id', CLIENT_ID);
address.searchParams.set('redirect_uri', REDIRECT_URI);
address.searchParams.set('response_type', 'code');
address.searchParams.set('scope', 'read write');
address.searchParams.set('state', state);

window.location.href = address.toString();
