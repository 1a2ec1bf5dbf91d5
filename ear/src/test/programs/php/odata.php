<?php
// Reads products by OData with a key.
$apiKey = 'your_api_key_here';
$apiUrl = 'https://your-domain.com';

$options = http_build_query([
    '$select' => 'id,name,price,stock',
    '$filter' => 'stock gt 0',
    '$top' => 100,
    '$orderby' => 'name asc',
]);
$call = curl_init($apiUrl . '/odata/products?' . $options);
curl_setopt($call, CURLOPT_RETURNTRANSFER, true);
curl_setopt($call, CURLOPT_HTTPHEADER, ['X-API-Key: ' . $apiKey]);
$response = curl_exec($call);
$status = curl_getinfo($call, CURLINFO_HTTP_CODE);
curl_close($call);
if ($status !== 200) {
    echo 'Error: ' . $status . "\n";
    exit(1);
}
$products = json_decode($response, true)['value'];
echo 'In-stock products: ' . count($products) . "\n";
print_r($products);
