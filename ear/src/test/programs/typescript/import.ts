// Imports products from a file with a key.
import fs from 'fs';

const API_KEY = 'your_api_key_here';
const API_URL = 'https://your-domain.com';

const form = new FormData();
form.append('file', new Blob([fs.readFileSync('./products.csv')]), 'products.csv');
form.append('entity', 'products');
form.append('mapperId', 'your-mapper-id');

const response = await fetch(`${API_URL}/api/import`, {
  method: 'POST',
  headers: { 'X-API-Key': API_KEY },
  body: form,
});
if (!response.ok) {
  throw new Error(`Refused: ${response.status}`);
}
console.log(`Import completed: ${(await response.json()).imported} imported`);
