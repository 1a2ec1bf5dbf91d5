// Reads products by OData with a key.

const API_KEY = 'your_api_key_here';
const API_URL = 'https://your-domain.com';

async function products(): Promise<any[]> {
  const options = new URLSearchParams({
    '$select': 'id,name,price,stock',
    '$filter': 'stock gt 0',
    '$top': '100',
    '$orderby': 'name asc',
  });
  const response = await fetch(`${API_URL}/odata/products?${options}`, { headers: { 'X-API-Key': API_KEY } });
  if (!response.ok) {
    throw new Error(`Refused: ${response.status}`);
  }
  return (await response.json()).value;
}

console.log('In-stock products:', await products());
