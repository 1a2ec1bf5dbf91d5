// Asks the Query API for products with a key.

const API_KEY = 'your_api_key_here';
const API_URL = 'https://your-domain.com';

async function products(): Promise<any[]> {
  const response = await fetch(`${API_URL}/api/query`, {
    method: 'POST',
    headers: { 'X-API-Key': API_KEY, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      query: `products {
        id,
        name,
        price,
        stock
      }`,
    }),
  });
  if (!response.ok) {
    throw new Error(`Refused: ${response.status}`);
  }
  return (await response.json()).products;
}

const all = await products();
console.log(`Found ${all.length} products`);
all.forEach(product => console.log(`${product.name}: ${product.price}`));
