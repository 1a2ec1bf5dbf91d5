package org.latchkey.apikey;

import java.util.List;

/**
 * What somebody should look at in a company.
 *
 * @param accepted how many keys of it are accepted
 * @param concerned how many of those stand in one section at least
 * @param sections what was found, the most urgent first; none that is empty
 */
public record KeyOverview(long accepted, long concerned, List<Section> sections) {

    /**
     * The keys with one finding.
     *
     * @param finding why they are here
     * @param total how many there are
     * @param rows some of them
     */
    public record Section(Finding finding, long total, List<JudgedKey> rows) {}
}
