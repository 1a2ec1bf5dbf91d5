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
        assertThat(form.isInOrder()).isTrue();
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
            assertThat(Form.parse(twice).isInOrder()).as(twice).isFalse();
        }
    }

    @Test
    void severalResourcesAreNoMistakeOfForm() {
        Form form = Form.parse("resource=a&resource=b");

        assertThat(form.isInOrder()).isTrue();
        assertThat(form.isRepeated("resource")).isTrue();
    }

    @Test
    void whatCannotBeDecodedIsNotInOrder() {
        for (String broken : new String[] {"code=%", "state=%zz&x=1", "x=1&state=%4", "%=", "a=%C3%A"}) {
            assertThat(Form.parse(broken).isInOrder()).as(broken).isFalse();
        }
    }

    @Test
    void itIsWrittenAsItWasRead() {
        Form form = Form.parse("a=1%262&b=%C3%A4");

        assertThat(Form.parse(form.encoded())).isEqualTo(form);
        assertThat(form.only(Set.of("b", "c")).encoded()).isEqualTo("b=%C3%A4");
        assertThat(form.with("b", "no").get("b")).isEqualTo("ä");
        assertThat(form.with("c", "3").get("c")).isEqualTo("3");
    }

    @Test
    void scopesAreWordsWithOneSpaceBetween() {
        assertThat(Form.parse("scope=read+products:view").scopes()).containsExactlyInAnyOrder("read", "products:view");
        assertThat(Form.parse("scope=read+read").scopes()).containsExactly("read");
        for (String broken :
                new String[] {"+", "+read", "read+", "read++write", "read%09write", "%22read%22", "r%5C", "%C3%A4"}) {
            assertThat(Form.parse("scope=" + broken).scopes()).as(broken).isEmpty();
        }
    }

    @Test
    void valuesStayOutOfLogs() {
        assertThat(Form.parse("client_secret=abc")).hasToString("[client_secret]");
    }
}
