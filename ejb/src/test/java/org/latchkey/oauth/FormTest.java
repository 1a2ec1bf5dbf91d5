package org.latchkey.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class FormTest {

    @Test
    void parametersAreDecoded() {
        Form form = Form.parse("scope=read+write&redirect_uri=https%3A%2F%2Fapp.example%2F&state=%C3%A4");

        assertThat(form.get("scope")).isEqualTo("read write");
        assertThat(form.get("redirect_uri")).isEqualTo("https://app.example/");
        assertThat(form.get("state")).isEqualTo("ä");
        assertThat(form.repeated()).isEmpty();
    }

    @Test
    void emptyIsAbsent() {
        Form form = Form.parse("state=&scope&=x&&");

        assertThat(form.has("state")).isFalse();
        assertThat(form.get("state")).isNull();
        assertThat(form.has("scope")).isFalse();
        assertThat(Form.parse("").parameters()).isEmpty();
    }

    @Test
    void twiceIsTwiceWhateverTheValues() {
        for (String twice :
                new String[] {"code=a&code=a", "code=a&code=", "code=&code=", "code&code", "c%6Fde=a&code=b"}) {
            assertThat(Form.parse(twice).repeated()).as(twice).hasValue("code");
        }
    }

    @Test
    void severalResourcesAreNoMistakeOfForm() {
        Form form = Form.parse("resource=a&resource=b");

        assertThat(form.repeated()).isEmpty();
        assertThat(form.isRepeated("resource")).isTrue();
    }

    @Test
    void whatCannotBeDecodedIsNotThere() {
        assertThat(Form.parse("code=%&state=%zz&x=1").parameters().keySet()).containsExactly("x");
    }

    @Test
    void itIsWrittenAsItWasRead() {
        Form form = Form.parse("a=1%262&b=%C3%A4");

        assertThat(Form.parse(form.encoded())).isEqualTo(form);
        assertThat(form.without(Set.of("a")).encoded()).isEqualTo("b=%C3%A4");
        assertThat(form.with("b", "no").get("b")).isEqualTo("ä");
        assertThat(form.with("c", "3").get("c")).isEqualTo("3");
    }

    @Test
    void valuesStayOutOfLogs() {
        assertThat(Form.parse("client_secret=abc")).hasToString("[client_secret]");
    }
}
