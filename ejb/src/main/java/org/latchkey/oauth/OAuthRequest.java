package org.latchkey.oauth;

import java.util.List;

/**
 * What a client sends to an endpoint, as it came.
 *
 * @param path of the endpoint
 * @param query the raw query; null where there is none
 * @param contentType null where there is none
 * @param authorization all values of the header; possibly none
 * @param dpop all values of the header; possibly none
 * @param body possibly empty
 * @param address from where
 * @param userAgent what calls itself so; null where it does not
 */
public record OAuthRequest(
        String path,
        String query,
        String contentType,
        List<String> authorization,
        List<String> dpop,
        String body,
        String address,
        String userAgent) {

    /** The path only: the rest may hold secrets. */
    @Override
    public String toString() {
        return path;
    }
}
