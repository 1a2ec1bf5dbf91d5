package org.latchkey.safe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PepperStoreTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PASSWORD = "correct horse battery";
    private static final byte[] HALF = new byte[Pepper.LENGTH];

    @TempDir
    Path directory;

    private Path file;
    private PepperStore store;

    @BeforeEach
    void makeStore() {
        file = directory.resolve("latchkey.store");
        store = new PepperStore(file, PASSWORD);
        store.create(RANDOM);
    }

    @Test
    void newStoreHasAPepperThatStays() {
        String sealed = store.read().get("pepper-1").seal("x", HALF, "text");

        PepperStore again = PepperStore.in(store.toEnvironment());
        assertThat(again.read()).containsOnlyKeys("pepper-1");
        assertThat(again.read().get("pepper-1").open("x", HALF, sealed)).isEqualTo("text");
    }

    @Test
    void fileIsForItsOwnerOnlyAndStaysSo() throws Exception {
        store.add("pepper-1", RANDOM);

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void newPepperHasTheHighestNumber() {
        assertThat(store.add("pepper-1", RANDOM).name()).isEqualTo("pepper-2");
        assertThat(store.add("pepper-11", RANDOM).name()).isEqualTo("pepper-12");
        assertThat(store.add("pepper-1", RANDOM).name()).isEqualTo("pepper-13");
        assertThat(store.read().keySet()).containsExactly("pepper-1", "pepper-2", "pepper-12", "pepper-13");
        assertThat(store.read().lastKey()).isEqualTo("pepper-13");
    }

    @Test
    void whatIsNotInUseGoesAndTheOthersStayAsTheyAre() {
        String sealed = store.add("pepper-1", RANDOM).seal("x", HALF, "text");

        store.keep(Set.of("pepper-2"));

        assertThat(store.read()).containsOnlyKeys("pepper-2");
        assertThat(store.read().get("pepper-2").open("x", HALF, sealed)).isEqualTo("text");
    }

    @Test
    void whatIsMissingIsSaidInOneLine() throws Exception {
        assertSays(() -> PepperStore.in(Map.of()), "LATCHKEY_STORE is not set");
        assertSays(
                () -> PepperStore.in(Map.of("LATCHKEY_STORE", file.toString())), "LATCHKEY_STORE_PASSWORD is not set");
        assertSays(new PepperStore(file, "another")::read, file + " cannot be opened by LATCHKEY_STORE_PASSWORD");
        assertSays(
                new PepperStore(directory.resolve("none"), PASSWORD)::read,
                "There is no credential store " + directory.resolve("none")
                        + "; make it: bin/elytron-tool.sh credential-store --create");
        Files.writeString(file, "nonsense");
        assertSays(store::read, file + " cannot be opened");
    }

    @Test
    void passwordIsNotPrinted() {
        assertThat(store.toString()).contains(file.toString()).doesNotContain(PASSWORD);
    }

    private static void assertSays(Runnable use, String what) {
        assertThatThrownBy(use::run)
                .isInstanceOf(NoPepper.class)
                .hasMessageContaining(what)
                .hasMessageNotContaining(PASSWORD)
                .hasMessageNotContaining("\n");
    }
}
