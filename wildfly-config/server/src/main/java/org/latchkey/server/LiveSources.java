package org.latchkey.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Brings what is edited into the running server: pages and styles as they are saved, the application when it was built.
 *
 * <p>The application is deployed as a directory, into which single files can be copied.
 */
final class LiveSources implements Runnable {

    /** The name under which the application is deployed. */
    static final String EAR = "latchkey.ear";

    private static final Duration REDEPLOYMENT = Duration.ofMinutes(1);
    private static final int PAUSE_MS = 300;

    private final WildFly server;
    private final Path archive;
    private final Path pages;
    private FileTime deployed;
    private FileTime copied;

    LiveSources(WildFly server, Path archive, Path pages) {
        this.server = server;
        this.archive = archive;
        this.pages = pages;
    }

    /** Unpacks the application where the server looks for deployments. */
    void deploy() throws IOException {
        FileTime built = Files.getLastModifiedTime(archive);
        Path target = server.deployments().resolve(EAR);
        Trees.remove(target);
        Trees.unpack(archive, target);
        Files.writeString(server.deployments().resolve(EAR + ".dodeploy"), "");
        deployed = built;
        copied = built;
    }

    /** Watches until it is interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(PAUSE_MS);
                tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() throws InterruptedException {
        try {
            if (rebuilt()) {
                redeploy();
            } else {
                copyPages();
            }
        } catch (IOException | UncheckedIOException | CannotStart e) {
            System.err.println(e.getMessage());
        }
    }

    /** An archive that is still being written changes once more: wait until it has stayed the same. */
    private boolean rebuilt() throws IOException, InterruptedException {
        if (!Files.exists(archive) || Files.getLastModifiedTime(archive).equals(deployed)) {
            return false;
        }
        FileTime seen = Files.getLastModifiedTime(archive);
        Thread.sleep(PAUSE_MS);
        return Files.exists(archive) && Files.getLastModifiedTime(archive).equals(seen);
    }

    private void redeploy() throws IOException, InterruptedException {
        Files.deleteIfExists(server.deployments().resolve(EAR + ".failed"));
        if (Files.deleteIfExists(server.deployments().resolve(EAR + ".deployed"))) {
            awaitUndeployed();
        }
        deploy();
        server.awaitDeployed(EAR, REDEPLOYMENT);
        System.out.println("Redeployed.");
    }

    private void awaitUndeployed() throws IOException, InterruptedException {
        for (long waited = 0; waited < REDEPLOYMENT.toMillis(); waited += PAUSE_MS) {
            if (Files.deleteIfExists(server.deployments().resolve(EAR + ".undeployed"))) {
                return;
            }
            Thread.sleep(PAUSE_MS);
        }
        throw new CannotStart(EAR + " was not undeployed. See " + server.console());
    }

    private void copyPages() throws IOException {
        FileTime newest = copied;
        try (Stream<Path> files = Files.walk(pages)) {
            for (Path page : files.filter(Files::isRegularFile).toList()) {
                FileTime saved = Files.getLastModifiedTime(page);
                if (saved.compareTo(copied) > 0) {
                    copy(page);
                    newest = saved.compareTo(newest) > 0 ? saved : newest;
                }
            }
        }
        copied = newest;
    }

    private void copy(Path page) throws IOException {
        Path target = server.deployments()
                .resolve(EAR)
                .resolve("account.war")
                .resolve(pages.relativize(page).toString());
        Files.createDirectories(target.getParent());
        Files.copy(page, target, StandardCopyOption.REPLACE_EXISTING);
    }
}
