package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the README tells people to type. */
final class Readme {

    private Readme() {}

    /** The curl lines of a section, each as a whole. */
    static List<String> curls(String heading) throws IOException {
        String readme = Files.readString(Path.of(System.getProperty("latchkey.root"), "README.md"));
        // Down to the next heading of the same level or a higher one.
        Matcher section = Pattern.compile("(?ms)^(#+) " + Pattern.quote(heading) + "$.*?(?=^(?!\\1#)#+ )")
                .matcher(readme);
        assertThat(section.find()).as(heading).isTrue();
        return Pattern.compile("(?m)^    (curl (?:.*\\\\\n {4})*.*)$")
                .matcher(section.group())
                .results()
                .map(it -> it.group(1).replaceAll("(?m)^ {4}", ""))
                .toList();
    }

    /** What a line answers in a shell that knows the demo, and more. */
    static String run(String command, Map<String, String> more) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true);
        shell.environment().put("LATCHKEY_URL", TestServer.URL);
        shell.environment().put("LATCHKEY_KEY", TestServer.demo().key());
        shell.environment().putAll(more);
        Process process = shell.start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(answer).isZero();
        return answer;
    }
}
