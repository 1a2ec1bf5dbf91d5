package org.latchkey.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latchkey.audit.ActivityFilter;

class ActivityQueryTest {

    @Test
    void everyParameterFilters() {
        ActivityQuery query = query(Map.of(
                "key",
                " ERP & co ",
                "person",
                "Dana",
                "kind",
                "key.revoked",
                "from",
                "2026-11-01",
                "to",
                "2026-11-21"));

        assertThat(query.filter())
                .isEqualTo(new ActivityFilter(
                        "ERP & co", "Dana", "key.revoked", LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 21)));
        assertThat(query.getParameters())
                .isEqualTo("&key=ERP+%26+co&person=Dana&kind=key.revoked&from=2026-11-01&to=2026-11-21");
        assertThat(query.isSet()).isTrue();
    }

    @Test
    void nothingFiltersNothing() {
        ActivityQuery query = query(Map.of("key", "  ", "kind", "no.such-kind", "from", ""));

        assertThat(query.filter()).isEqualTo(ActivityFilter.NONE);
        assertThat(query.getParameters()).isEmpty();
        assertThat(query.isSet()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"banana", "2026-02-30", "21.11.2026", "+12026-01-01", "2026-11-21T00:00:00"})
    void dayThatIsNoneFiltersNothingAndIsTold(String day) {
        ActivityQuery query = query(Map.of("from", day, "to", day));

        assertThat(query.filter()).isEqualTo(ActivityFilter.NONE);
        assertThat(query.isFromMalformed()).isTrue();
        assertThat(query.isToMalformed()).isTrue();
        assertThat(query.isReversed()).isFalse();
    }

    @Test
    void daysInTheWrongOrderAreTold() {
        assertThat(query(Map.of("from", "2026-11-21", "to", "2026-11-20")).isReversed())
                .isTrue();
        assertThat(query(Map.of("from", "2026-11-21", "to", "2026-11-21")).isReversed())
                .isFalse();
    }

    @Test
    void daysThatNoDatabaseKnowsBecomeTheNearest() {
        ActivityFilter filter =
                query(Map.of("from", "0000-01-01", "to", "9999-12-31")).filter();
        assertThat(filter.from()).isEqualTo("1970-01-01");
        assertThat(filter.to()).isEqualTo("9998-12-31");
    }

    @Test
    void textsAreCut() {
        assertThat(query(Map.of("key", "x".repeat(5000))).filter().key()).hasSize(ActivityFilter.LONGEST_TEXT);
    }

    private static ActivityQuery query(Map<String, String> parameters) {
        return ActivityQuery.of(parameters::get);
    }
}
