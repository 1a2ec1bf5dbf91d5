<?php
// Step 2: compare the state, change the code for tokens, keep them, and go on.
session_start();
$clientId = 'your_client_id';
$clientSecret = 'your_client_secret';
$redirectUri = 'https://yourapp.com/oauth/callback.php';
$apiUrl = 'https://your-domain.com';

function redeem($code, $state) {
    global $clientId, $clientSecret, $redirectUri, $apiUrl;
    if (!isset($_SESSION['oauth_state']) || $state !== $_SESSION['oauth_state']) {
        throw new Exception('The state is not the one that was sent');
    }
    unset($_SESSION['oauth_state']);

    $call = curl_init($apiUrl . '/auth/oauth/token');
    curl_setopt($call, CURLOPT_RETURNTRANSFER, true);
    curl_setopt($call, CURLOPT_POST, true);
    curl_setopt($call, CURLOPT_POSTFIELDS, http_build_query([
        'grant_type' => 'authorization_code',
        'code' => $code,
        'redirect_uri' => $redirectUri,
        'client_id' => $clientId,
        'client_secret' => $clientSecret,
    ]));
    curl_setopt($call, CURLOPT_HTTPHEADER, ['Content-Type: application/x-www-form-urlencoded']);
    $response = curl_exec($call);
    $status = curl_getinfo($call, CURLINFO_HTTP_CODE);
    curl_close($call);
    if ($status !== 200) {
        throw new Exception('No tokens: ' . $status);
    }

    $tokens = json_decode($response, true);
    $_SESSION['access_token'] = $tokens['access_token'];
    if (isset($tokens['refresh_token'])) {
        $_SESSION['refresh_token'] = $tokens['refresh_token'];
    }
    $_SESSION['token_expires'] = time() + $tokens['expires_in'];
    return $tokens;
}

if (isset($_GET['code']) && isset($_GET['state'])) {
    try {
        $tokens = redeem($_GET['code'], $_GET['state']);
        echo 'There is an access token for ' . $tokens['expires_in'] . " seconds\n";
        header('Location: /dashboard.php');
        exit;
    } catch (Exception $e) {
        echo 'Error: ' . $e->getMessage();
    }
} else if (isset($_GET['error'])) {
    echo 'Error: ' . $_GET['error'];
}
