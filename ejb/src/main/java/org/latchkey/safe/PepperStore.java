package org.latchkey.safe;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.wildfly.security.auth.server.IdentityCredentials;
import org.wildfly.security.credential.PasswordCredential;
import org.wildfly.security.credential.SecretKeyCredential;
import org.wildfly.security.credential.store.CredentialStore;
import org.wildfly.security.credential.store.CredentialStore.CredentialSourceProtectionParameter;
import org.wildfly.security.credential.store.CredentialStoreException;
import org.wildfly.security.credential.store.WildFlyElytronCredentialStoreProvider;
import org.wildfly.security.password.interfaces.ClearPassword;

/**
 * The server's peppers: secret keys in an Elytron credential store, a file that a password opens, as WildFly's {@code
 * elytron-tool.sh} makes it. They are called {@code pepper-1}, {@code pepper-2} and so on; what else is in the store is left
 * alone. Nothing is kept in memory: each method sees what the tool has changed. Every method throws {@link NoPepper} where the
 * store cannot be read or written.
 */
public final class PepperStore {

    private static final String FILE = "LATCHKEY_STORE";
    private static final String PASSWORD = "LATCHKEY_STORE_PASSWORD";

    // As WildFly and its tool make them by themselves; Elytron alone does otherwise.
    private static final String TYPE = "KeyStoreCredentialStore";
    private static final String KEY_STORE_TYPE = "JCEKS";

    private static final String PREFIX = "pepper-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "[1-9][0-9]{0,8}");
    private static final Comparator<String> BY_NUMBER = Comparator.comparingInt(PepperStore::number);

    private static final Provider[] PROVIDERS = {new WildFlyElytronCredentialStoreProvider()};
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");

    private final Path file;
    private final String password;

    /** A store; whether it is there shows when it is used. */
    public PepperStore(Path file, String password) {
        this.file = file;
        this.password = password;
    }

    /** The store that a server's environment names. */
    static PepperStore in(Map<String, String> environment) {
        return new PepperStore(Path.of(required(environment, FILE)), required(environment, PASSWORD));
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new NoPepper(name + " is not set. " + FILE + " names a credential store that holds a pepper, "
                    + PASSWORD + " opens it, and \"Pepper\" in the README says how to make it.");
        }
        return value;
    }

    /** How a server learns of it, in its environment. */
    public Map<String, String> toEnvironment() {
        return Map.of(FILE, file.toString(), PASSWORD, password);
    }

    /** Makes the file, with a first pepper in it. */
    public void create(SecureRandom random) {
        add(open(true), PREFIX + 1, random);
    }

    /** The peppers by their names, the oldest first. */
    SortedMap<String, Pepper> read() {
        CredentialStore store = open();
        SortedMap<String, Pepper> peppers = new TreeMap<>(BY_NUMBER);
        try {
            for (String name : store.getAliases()) {
                if (NAME.matcher(name).matches() && store.exists(name, SecretKeyCredential.class)) {
                    peppers.put(name, new Pepper(name, key(store, name)));
                }
            }
        } catch (GeneralSecurityException e) {
            throw unreadable(e);
        }
        return peppers;
    }

    private SecretKey key(CredentialStore store, String name) throws GeneralSecurityException {
        SecretKey key = store.retrieve(name, SecretKeyCredential.class).getSecretKey();
        if (key.getEncoded().length != Pepper.LENGTH) {
            throw new NoPepper(name + " in " + this + " is no key of 256 bits.");
        }
        return key;
    }

    /** Makes another pepper, whose number is higher than those of the store and of the one that is given. */
    Pepper add(String last, SecureRandom random) {
        SortedMap<String, Pepper> peppers = read();
        int highest = Math.max(number(last), peppers.isEmpty() ? 0 : number(peppers.lastKey()));
        return add(open(), PREFIX + (highest + 1), random);
    }

    private Pepper add(CredentialStore store, String name, SecureRandom random) {
        byte[] bytes = new byte[Pepper.LENGTH];
        random.nextBytes(bytes);
        SecretKey key = new SecretKeySpec(bytes, "AES");
        try {
            store.store(name, new SecretKeyCredential(key));
            write(store);
        } catch (GeneralSecurityException | IOException e) {
            throw unwritable(e);
        }
        Pepper made = new Pepper(name, key);
        Pepper kept = read().get(name);
        if (kept == null || !made.matches(kept)) {
            throw new NoPepper(name + " is gone from the " + this + ": something else has written to it meanwhile.");
        }
        return made;
    }

    /** Removes all peppers but these. */
    void keep(Set<String> names) {
        CredentialStore store = open();
        try {
            for (String name : read().keySet()) {
                if (!names.contains(name)) {
                    store.remove(name, SecretKeyCredential.class);
                }
            }
            write(store);
        } catch (GeneralSecurityException | IOException e) {
            throw unwritable(e);
        }
    }

    /** What is written takes the place of the file, and its permissions with it. Afterwards it outlives a power loss. */
    private void write(CredentialStore store) throws CredentialStoreException, IOException {
        store.flush();
        Files.setPosixFilePermissions(file, PRIVATE);
        force(file);
        force(file.toRealPath().getParent());
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            channel.force(true);
        }
    }

    private CredentialStore open() {
        if (!Files.exists(file)) {
            throw new NoPepper("There is no " + this + "; make it: " + tool("--create"));
        }
        return open(false);
    }

    private CredentialStore open(boolean create) {
        IdentityCredentials opener = IdentityCredentials.NONE.withCredential(
                new PasswordCredential(ClearPassword.createRaw(ClearPassword.ALGORITHM_CLEAR, password.toCharArray())));
        try {
            CredentialStore store = CredentialStore.getInstance(TYPE, PROVIDERS::clone);
            store.initialize(
                    Map.of(
                            "location",
                            file.toString(),
                            "create",
                            Boolean.toString(create),
                            "modifiable",
                            "true",
                            "keyStoreType",
                            KEY_STORE_TYPE),
                    new CredentialSourceProtectionParameter(opener),
                    PROVIDERS.clone());
            return store;
        } catch (GeneralSecurityException e) {
            throw unreadable(e);
        }
    }

    /** That it has no pepper at all. */
    NoPepper empty() {
        return new NoPepper("There is no pepper in " + this + "; make one: " + tool(""));
    }

    private String tool(String create) {
        return ("bin/elytron-tool.sh credential-store " + create + " --location " + file
                        + " --generate-secret-key pepper-1 --size 256")
                .replace("  ", " ");
    }

    private NoPepper unreadable(Exception e) {
        return new NoPepper("The " + this + " cannot be opened by " + PASSWORD + ": " + reason(e), e);
    }

    private NoPepper unwritable(Exception e) {
        return new NoPepper("The " + this + " cannot be written: " + reason(e), e);
    }

    /** Elytron wraps what Java says of the file. */
    private static String reason(Throwable e) {
        Throwable said = e;
        while (!(said instanceof IOException) && said.getCause() != null) {
            said = said.getCause();
        }
        return said.toString();
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(PREFIX.length()));
    }

    /** Its file, and not its password. */
    @Override
    public String toString() {
        return "credential store " + file;
    }
}
