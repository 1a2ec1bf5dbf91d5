<?php
// Runs a plugin, whose file is the argument, and calls its function again for each line of input.
require $argv[1];

while (($line = fgets(STDIN)) !== false) {
    $line = rtrim($line);
    try {
        echo $line . ': ' . count(pluginFunction($client)['products']) . " products\n";
    } catch (TypeError $error) {
        // What it wanted to count was no list of products.
        echo $line . ": no products\n";
    }
}
