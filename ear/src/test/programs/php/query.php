<?php
// Asks the Query API for products with a key.
$apiKey = 'your_api_key_here';
$apiUrl = 'https://your-domain.com';

$call = curl_init($apiUrl . '/api/query');
curl_setopt($call, CURLOPT_RETURNTRANSFER, true);
curl_setopt($call, CURLOPT_POST, true);
curl_setopt($call, CURLOPT_POSTFIELDS, json_encode(['query' => 'products { id, name, price, stock }']));
curl_setopt($call, CURLOPT_HTTPHEADER, ['X-API-Key: ' . $apiKey, 'Content-Type: application/json']);
$response = curl_exec($call);
$status = curl_getinfo($call, CURLINFO_HTTP_CODE);
curl_close($call);
if ($status !== 200) {
    echo 'Error: ' . $status . "\n";
    exit(1);
}
$products = json_decode($response, true)['products'];
echo 'Found ' . count($products) . " products\n";
foreach ($products as $product) {
    echo $product['name'] . ': ' . $product['price'] . "\n";
}
