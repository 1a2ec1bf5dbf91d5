<?php
// Imports products from a file with a key.
$apiKey = 'your_api_key_here';
$apiUrl = 'https://your-domain.com';

$call = curl_init($apiUrl . '/api/import');
curl_setopt($call, CURLOPT_RETURNTRANSFER, true);
curl_setopt($call, CURLOPT_POST, true);
curl_setopt($call, CURLOPT_POSTFIELDS, [
    'file' => new CURLFile('./products.csv', 'text/csv', 'products.csv'),
    'entity' => 'products',
    'mapperId' => 'your-mapper-id',
]);
curl_setopt($call, CURLOPT_HTTPHEADER, ['X-API-Key: ' . $apiKey]);
$response = curl_exec($call);
$status = curl_getinfo($call, CURLINFO_HTTP_CODE);
curl_close($call);
if ($status !== 200) {
    echo 'Error: ' . $status . "\n";
    exit(1);
}
echo 'Import completed: ' . json_decode($response, true)['imported'] . " imported\n";
