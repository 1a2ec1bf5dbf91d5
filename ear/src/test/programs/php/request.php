<?php
// Step 3: call with the access token; where it has expired or is refused, refresh it and call again.
session_start();
$clientId = 'your_client_id';
$clientSecret = 'your_client_secret';
$apiUrl = 'https://your-domain.com';

function request($endpoint, $data = null) {
    global $apiUrl;
    if (!isset($_SESSION['access_token'])) {
        throw new Exception('There is no access token');
    }
    if (isset($_SESSION['token_expires']) && time() >= $_SESSION['token_expires']) {
        refresh();
    }
    $call = curl_init($apiUrl . $endpoint);
    curl_setopt($call, CURLOPT_RETURNTRANSFER, true);
    if ($data !== null) {
        curl_setopt($call, CURLOPT_POST, true);
        curl_setopt($call, CURLOPT_POSTFIELDS, json_encode($data));
    }
    curl_setopt($call, CURLOPT_HTTPHEADER, [
        'Authorization: Bearer ' . $_SESSION['access_token'],
        'Content-Type: application/json',
    ]);
    $response = curl_exec($call);
    $status = curl_getinfo($call, CURLINFO_HTTP_CODE);
    curl_close($call);
    if ($status === 401) {
        refresh();
        return request($endpoint, $data);
    }
    if ($status !== 200) {
        throw new Exception('Refused: ' . $status);
    }
    return json_decode($response, true);
}

function refresh() {
    global $apiUrl, $clientId, $clientSecret;
    if (!isset($_SESSION['refresh_token'])) {
        throw new Exception('There is no refresh token');
    }
    $call = curl_init($apiUrl . '/auth/oauth/token');
    curl_setopt($call, CURLOPT_RETURNTRANSFER, true);
    curl_setopt($call, CURLOPT_POST, true);
    curl_setopt($call, CURLOPT_POSTFIELDS, http_build_query([
        'grant_type' => 'refresh_token',
        'refresh_token' => $_SESSION['refresh_token'],
        'client_id' => $clientId,
        'client_secret' => $clientSecret,
    ]));
    curl_setopt($call, CURLOPT_HTTPHEADER, ['Content-Type: application/x-www-form-urlencoded']);
    $response = curl_exec($call);
    $status = curl_getinfo($call, CURLINFO_HTTP_CODE);
    curl_close($call);
    if ($status !== 200) {
        throw new Exception('Not refreshed: ' . $status);
    }
    $tokens = json_decode($response, true);
    $_SESSION['access_token'] = $tokens['access_token'];
    $_SESSION['token_expires'] = time() + $tokens['expires_in'];
}

try {
    $data = request('/api/query', ['query' => 'products { id, name, price }']);
    echo 'Found ' . count($data['products']) . " products\n";
    foreach ($data['products'] as $product) {
        echo $product['name'] . ': ' . $product['price'] . "\n";
    }
} catch (Exception $e) {
    echo 'Error: ' . $e->getMessage();
}
