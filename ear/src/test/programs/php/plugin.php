<?php
// A plugin: gets a token by the credentials in its environment, and another one when that has expired.

class Client
{
    private $token = null;
    private $expires = 0;

    private function authenticate()
    {
        $answer = $this->post('/auth/oauth/token', ['Content-Type: application/x-www-form-urlencoded'], http_build_query([
            'grant_type' => 'client_credentials',
            'client_id' => getenv('OAUTH_CLIENT_ID'),
            'client_secret' => getenv('OAUTH_CLIENT_SECRET'),
            'scope' => 'read write',
        ]));
        $this->token = $answer['access_token'];
        $this->expires = time() + $answer['expires_in'];
    }

    public function call($path, $body)
    {
        if ($this->token === null || time() >= $this->expires) {
            $this->authenticate();
        }
        $headers = ['Authorization: Bearer ' . $this->token, 'Content-Type: application/json'];
        return $this->post($path, $headers, json_encode($body));
    }

    private function post($path, $headers, $body)
    {
        $ch = curl_init(getenv('API_BASE_URL') . $path);
        curl_setopt_array($ch, [
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_POST => true,
            CURLOPT_POSTFIELDS => $body,
            CURLOPT_HTTPHEADER => $headers,
        ]);
        return json_decode(curl_exec($ch), true);
    }
}

$client = new Client();

function pluginFunction($client)
{
    $products = $client->call('/api/query', ['query' => 'products { id, name, price }']);
    echo 'Products: ' . count($products['products']) . "\n";
    return $products;
}

pluginFunction($client);
