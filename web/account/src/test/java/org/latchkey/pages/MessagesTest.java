package org.latchkey.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.latchkey.account.Plan;
import org.latchkey.apikey.Finding;
import org.latchkey.apikey.KeyPolicy;
import org.latchkey.apikey.KeySettings;
import org.latchkey.apikey.KeyStatus;
import org.latchkey.apikey.PolicyRule;
import org.latchkey.audit.Deed;
import org.latchkey.client.ClientSettings;
import org.latchkey.client.Grant;
import org.latchkey.problem.Text;
import org.latchkey.webhook.DeliveryProblem;
import org.latchkey.webhook.DeliveryStatus;
import org.latchkey.webhook.DisabledBecause;
import org.latchkey.webhook.EventType;
import org.latchkey.webhook.WebhookSettings;

class MessagesTest {

    private static final Pattern VALUE = Pattern.compile("\\{\\d");

    private final ResourceBundle english = ResourceBundle.getBundle(Words.BUNDLE, Locale.ENGLISH);
    private final ResourceBundle german = ResourceBundle.getBundle(Words.BUNDLE, Locale.GERMAN);

    @Test
    void everyTextIsThereInBothLanguages() {
        assertThat(german.keySet()).isEqualTo(english.keySet());
        assertThat(german.keySet())
                .allSatisfy(key -> assertThat(german.getString(key)).isNotBlank());
    }

    @Test
    void bothLanguagesFillInTheSameValues() {
        assertThat(english.keySet())
                .allSatisfy(key -> assertThat(values(german.getString(key))).isEqualTo(values(english.getString(key))));
    }

    @Test
    void everyTextWithValuesIsAFormat() {
        for (ResourceBundle texts : List.of(english, german)) {
            assertThat(texts.keySet())
                    .filteredOn(key -> !values(texts.getString(key)).isEmpty())
                    .allSatisfy(key -> {
                        assertThat(texts.getString(key)).doesNotContain("'");
                        assertThat(new MessageFormat(texts.getString(key)).format(new Object[] {1, 2, 3}))
                                .doesNotContain("{");
                    });
        }
    }

    @Test
    void englishIsSpokenWhereverTheServerStands() {
        Locale machine = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMAN);
            ResourceBundle.clearCache();
            assertThat(ResourceBundle.getBundle(Words.BUNDLE, Locale.UK).getString("signOut"))
                    .isEqualTo("Sign out");
        } finally {
            Locale.setDefault(machine);
            ResourceBundle.clearCache();
        }
    }

    @Test
    void limitsAreThoseOfTheService() {
        for (ResourceBundle texts : List.of(english, german)) {
            assertThat(texts.getString("name.too-long")).contains(String.valueOf(Text.LONGEST_NAME));
            assertThat(texts.getString("notes.too-long")).contains(String.valueOf(KeySettings.LONGEST_NOTES));
            assertThat(texts.getString("longestDays.out-of-range")).contains(String.valueOf(KeyPolicy.MOST_DAYS));
            assertThat(texts.getString("mostPerOwner.out-of-range")).contains(String.valueOf(KeyPolicy.MOST_KEYS));
            assertThat(texts.getString("unusedDays.out-of-range"))
                    .contains(String.valueOf(KeyPolicy.FEWEST_UNUSED_DAYS), String.valueOf(KeyPolicy.MOST_DAYS));
            assertThat(texts.getString("requestsPerMinute.out-of-range"))
                    .contains(String.valueOf(KeySettings.MOST_REQUESTS));
            assertThat(texts.getString("overview.help.EXPIRING")).contains(String.valueOf(KeyStatus.SOON.toDays()));
            assertThat(texts.getString("overview.help.UNUSED")).contains(String.valueOf(Finding.UNUSED_DAYS));
            assertThat(texts.getString("overview.help.NEVER_USED")).contains(String.valueOf(Finding.NEW_DAYS));
        }
    }

    @Test
    void everyStatusHasAWord() {
        assertThat(KeyStatus.values())
                .allSatisfy(status ->
                        assertThat(english.containsKey("keys.status." + status)).isTrue());
    }

    @Test
    void everyDeedHasANameAndASentence() {
        assertThat(Deed.KINDS).allSatisfy(kind -> {
            assertThat(english.containsKey("activity.kind." + kind)).isTrue();
            assertThat(english.containsKey("activity.did." + kind)).isTrue();
        });
    }

    @Test
    void everythingAboutWebhooksHasItsWords() {
        assertThat(DeliveryStatus.values())
                .allSatisfy(status -> assertThat(english.keySet()).contains("keys.status." + status));
        assertThat(DeliveryProblem.values())
                .allSatisfy(problem -> assertThat(english.keySet()).contains("webhook.problem." + problem));
        assertThat(DisabledBecause.values())
                .allSatisfy(reason -> assertThat(english.keySet()).contains("webhook.disabled." + reason));
        assertThat(EventType.SUBSCRIBABLE)
                .allSatisfy(type -> assertThat(english.keySet()).contains("webhook.event." + type.word()));
        for (ResourceBundle texts : List.of(english, german)) {
            assertThat(texts.getString("webhook.url.too-long")).contains(String.valueOf(WebhookSettings.LONGEST_URL));
        }
    }

    @Test
    void everyFindingAndRuleHasItsWords() {
        assertThat(Finding.values())
                .allSatisfy(finding -> assertThat(english.keySet())
                        .contains("overview.finding." + finding, "overview.help." + finding));
        assertThat(PolicyRule.values())
                .allSatisfy(
                        rule -> assertThat(english.keySet()).contains("policy.rule." + rule, "policy.effect." + rule));
    }

    /** The words that the services use, as they say of themselves. */
    @Test
    void everyMistakeInAnApplicationHasItsWords() {
        List<String> addresses = List.of("too-long", "malformed", "not-https", "fragment", "wildcard", "user-info");
        Map<String, List<String>> codes = Map.of(
                "logo", addresses,
                "homepage", addresses,
                "redirects", addresses,
                "grants", List.of("required", "needs-code", "not-for-public"),
                "scopes", List.of("required", "too-many", "unknown"),
                "jwks", List.of("malformed", "private-key", "unusable-key", "too-many", "too-long", "not-for-public"),
                "accessLifetime", List.of("out-of-range"),
                "refreshLifetime", List.of("out-of-range"),
                "name", List.of("taken", "too-many-clients"),
                "type", List.of("immutable"));
        codes.forEach((field, words) -> assertThat(english.keySet())
                .containsAll(words.stream()
                        .map(word -> "client." + field + "." + word)
                        .toList()));
        assertThat(english.keySet())
                .contains(
                        "client.redirects.required",
                        "client.redirects.too-many",
                        "contact.required",
                        "contact.malformed");
        assertThat(english.getString("client.redirects.too-many"))
                .contains(String.valueOf(ClientSettings.MOST_REDIRECTS));
        assertThat(english.getString("client.logo.too-long")).contains(String.valueOf(ClientSettings.LONGEST_ADDRESS));
    }

    @Test
    void everyMistakeInAPluginHasItsWords() {
        assertThat(english.keySet())
                .contains(
                        "name.required",
                        "plugin.name.taken",
                        "plugin.name.too-many-plugins",
                        "plugin.scopes.required",
                        "plugin.scopes.too-many",
                        "plugin.scopes.unknown",
                        "plugin.accountId.unknown",
                        "serviceName.required",
                        "serviceRole.unknown");
    }

    @Test
    void everyPlanHasAName() {
        assertThat(Plan.values())
                .allSatisfy(
                        plan -> assertThat(english.containsKey("plan." + plan)).isTrue());
    }

    @Test
    void everyGrantHasItsWords() {
        assertThat(Grant.values())
                .allSatisfy(grant -> assertThat(english.containsKey("client.grant." + grant.word()))
                        .isTrue());
    }

    private static Set<String> values(String text) {
        return VALUE.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }
}
