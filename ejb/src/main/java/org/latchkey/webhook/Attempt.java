package org.latchkey.webhook;

import java.util.List;
import java.util.UUID;

/**
 * A message that a server has taken to send it now.
 *
 * @param delivery its id
 * @param webhook to which it goes
 * @param number which attempt this is, from 1
 * @param url where to
 * @param body what
 * @param secrets that sign; none where they cannot be opened
 */
record Attempt(UUID delivery, UUID webhook, int number, String url, String body, List<SigningSecret> secrets) {}
